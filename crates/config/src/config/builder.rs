//! A configuration made in code.

use std::collections::BTreeMap;
use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};

use super::Config;
use crate::Env;
use crate::profile_file::DEFAULT_PROFILE;

/// Builds a [`Config`] without a file. Every value is optional here; [`Config::validate`] says
/// what is missing.
///
/// ```
/// use work_requests_config::{Config, Env};
///
/// let config = Config::builder()
///     .region("us-ashburn-1")
///     .key_file("~/.oci/key.pem")
///     .env(&Env::empty().with_home("/home/me"))
///     .build();
/// assert_eq!(config.key_file().as_deref(), Some("/home/me/.oci/key.pem".as_ref()));
/// ```
#[derive(Debug, Default)]
#[must_use]
pub struct ConfigBuilder {
    values: Values,
    env: Option<Env>,
}

/// Secret from the start, because the key that makes a value one may come in any spelling.
#[derive(Default)]
struct Values(BTreeMap<String, SecretString>);

impl ConfigBuilder {
    /// OCID of the tenancy.
    pub fn tenancy(self, ocid: impl Into<String>) -> Self {
        self.set("tenancy", ocid)
    }

    /// OCID of the user who calls.
    pub fn user(self, ocid: impl Into<String>) -> Self {
        self.set("user", ocid)
    }

    /// Fingerprint of the API key: 16 pairs of hexadecimal digits with colons, in any case.
    pub fn fingerprint(self, text: impl Into<String>) -> Self {
        self.set("fingerprint", text)
    }

    /// Region id, short code or complete domain.
    pub fn region(self, text: impl Into<String>) -> Self {
        self.set("region", text)
    }

    /// Path of the private key's PEM file; `~` is expanded.
    pub fn key_file(self, path: impl Into<String>) -> Self {
        self.set("key_file", path)
    }

    /// The private key's PEM text itself; wins over `key_file`.
    pub fn key_content(self, pem: impl Into<SecretString>) -> Self {
        self.set_secret("key_content", pem.into())
    }

    /// Passphrase of the private key. One that the key does not need is ignored.
    pub fn pass_phrase(self, text: impl Into<SecretString>) -> Self {
        self.set_secret("pass_phrase", text.into())
    }

    /// Path of a session token's file; `~` is expanded.
    pub fn security_token_file(self, path: impl Into<String>) -> Self {
        self.set("security_token_file", path)
    }

    /// Any key, lower-cased; the last value counts.
    pub fn set(self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.set_secret(&key.into(), value.into().into())
    }

    /// Where the home folder for `~` comes from. Default: [`Env::process`].
    pub fn env(mut self, env: &Env) -> Self {
        self.env = Some(env.clone());
        self
    }

    /// The configuration, unchecked.
    #[must_use]
    pub fn build(self) -> Config {
        let env = self.env.unwrap_or_else(Env::process);
        let mut config = Config {
            profile: DEFAULT_PROFILE.to_owned(),
            file: None,
            header_line: None,
            home: env.home_dir().map(PathBuf::from),
            values: BTreeMap::new(),
        };
        for (key, value) in self.values.0 {
            config.insert(key, value.expose_secret().to_owned(), None);
        }
        config
    }

    fn set_secret(mut self, key: &str, value: SecretString) -> Self {
        self.values.0.insert(key.trim().to_lowercase(), value);
        self
    }
}

impl std::fmt::Debug for Values {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} values", self.0.len())
    }
}
