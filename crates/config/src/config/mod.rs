//! One profile's values.

mod authentication;
mod builder;
mod files;
mod load;
mod value;
mod warnings;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret as _, SecretString};

pub use self::authentication::{AuthenticationType, UnknownAuthenticationType};
pub use self::builder::ConfigBuilder;
pub(crate) use self::value::Entry;
pub use self::value::Origin;

use crate::Env;
use crate::env::expand_home;

/// The values of one profile, each with the place it came from.
///
/// Made from a file by [`load`](Self::load) or [`from_file`](Self::from_file), in code by
/// [`builder`](Self::builder) or [`from_pairs`](Self::from_pairs). Nothing is checked before
/// [`validate`](Self::validate) is called. Keys are lower case, and keys this crate does not know
/// are kept. `Debug` shows no secret and no value of an unknown key.
///
/// ```
/// use work_requests_config::Config;
///
/// let config = Config::from_pairs([("region", "eu-zurich-1"), ("my_own_key", "kept")]);
/// assert_eq!(config.get("my_own_key"), Some("kept"));
/// assert!(config.validate().is_err());
/// ```
#[derive(Clone)]
pub struct Config {
    profile: String,
    file: Option<PathBuf>,
    header_line: Option<usize>,
    home: Option<PathBuf>,
    values: BTreeMap<String, Entry>,
}

impl Config {
    /// Starts a configuration in code.
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder::default()
    }

    /// A configuration from keys and values; of a repeated key the last counts.
    ///
    /// `~` in paths stands for the process's home folder; [`builder`](Self::builder) takes
    /// another environment.
    pub fn from_pairs<K: Into<String>, V: Into<String>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let builder = pairs
            .into_iter()
            .fold(Self::builder(), |builder, (key, value)| {
                builder.set(key, value)
            });
        builder.build()
    }

    /// The same configuration with one value replaced, as a command-line flag does.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.insert(key.into(), value.into(), None);
        self
    }

    /// The same configuration with this passphrase of the private key.
    #[must_use]
    pub fn with_pass_phrase(mut self, text: SecretString) -> Self {
        let entry = Entry::from_secret(text);
        self.values.insert("pass_phrase".to_owned(), entry);
        self
    }

    /// OCID of the tenancy.
    #[must_use]
    pub fn tenancy(&self) -> Option<&str> {
        self.get("tenancy")
    }

    /// OCID of the user who calls.
    #[must_use]
    pub fn user(&self) -> Option<&str> {
        self.get("user")
    }

    /// Fingerprint of the API key, in lower case, which is how key ids are written.
    #[must_use]
    pub fn fingerprint(&self) -> Option<&str> {
        self.get("fingerprint")
    }

    /// The `region` value as written. Most callers want [`region_text`](Self::region_text).
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.get("region")
    }

    /// The region of this configuration, else `OCI_CLI_REGION`, else `OCI_REGION`.
    ///
    /// As in the reference SDK the environment only stands in for a missing value: what code or
    /// file says wins. A program in which the environment beats the file asks
    /// [`Env::region`] first.
    #[must_use]
    pub fn region_text<'a>(&'a self, env: &'a Env) -> Option<&'a str> {
        self.region().or_else(|| env.region())
    }

    /// Path of the private key's PEM file, `~` expanded.
    #[must_use]
    pub fn key_file(&self) -> Option<PathBuf> {
        self.path("key_file")
    }

    /// The private key's PEM text; it can only be given in code and wins over `key_file`.
    #[must_use]
    pub fn key_content(&self) -> Option<&SecretString> {
        self.secret("key_content")
    }

    /// Passphrase of the private key: `pass_phrase`, or `passphrase` as other SDKs spell it.
    /// `None` when absent or empty.
    #[must_use]
    pub fn pass_phrase(&self) -> Option<&SecretString> {
        let given = |key| {
            self.secret(key)
                .filter(|text| !text.expose_secret().is_empty())
        };
        given("pass_phrase").or_else(|| given("passphrase"))
    }

    /// Path of a session token's file, `~` expanded. With it the profile needs no `user`.
    #[must_use]
    pub fn security_token_file(&self) -> Option<PathBuf> {
        self.path("security_token_file")
    }

    /// Path of a delegation token's file, `~` expanded.
    #[must_use]
    pub fn delegation_token_file(&self) -> Option<PathBuf> {
        self.path("delegation_token_file")
    }

    /// Text to append to the `user-agent` header; `None` when absent or empty.
    #[must_use]
    pub fn additional_user_agent(&self) -> Option<&str> {
        self.get("additional_user_agent")
            .filter(|text| !text.is_empty())
    }

    /// Whether requests are to be logged: `1`, `yes`, `true` or `on` in any case. Default: no.
    #[must_use]
    pub fn log_requests(&self) -> bool {
        self.get("log_requests").and_then(switch) == Some(true)
    }

    /// The value of any key, in any case of letters. `None` when absent and for secrets, which
    /// have methods of their own.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entry(key)?.text()
    }

    /// File and line of a key's value; `None` when absent or given in code.
    #[must_use]
    pub fn origin(&self, key: &str) -> Option<&Origin> {
        self.entry(key)?.origin.as_ref()
    }

    /// All keys, sorted; secrets included.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// The profile's name; `DEFAULT` for a configuration made in code.
    #[must_use]
    pub fn profile(&self) -> &str {
        &self.profile
    }

    /// The file it was read from.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    pub(crate) fn header_line(&self) -> Option<usize> {
        self.header_line
    }

    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        match self.values.get(key) {
            Some(entry) => Some(entry),
            None => self.values.get(&key.to_lowercase()),
        }
    }

    fn insert(&mut self, key: String, value: String, origin: Option<Origin>) {
        let key = key.trim().to_lowercase();
        let entry = Entry::new(&key, value, origin);
        self.values.insert(key, entry);
    }

    fn secret(&self, key: &str) -> Option<&SecretString> {
        self.entry(key)?.secret()
    }

    fn path(&self, key: &str) -> Option<PathBuf> {
        self.get(key).map(|text| self.expand(text))
    }

    pub(crate) fn expand(&self, text: &str) -> PathBuf {
        expand_home(text, self.home.as_deref())
    }
}

/// The reference SDK's words for yes and no.
pub(crate) fn switch(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "yes" | "true" | "on" => Some(true),
        "0" | "no" | "false" | "off" => Some(false),
        _ => None,
    }
}

/// Keys whose values are safe to show.
const SHOWN: [&str; 8] = [
    "tenancy",
    "user",
    "fingerprint",
    "region",
    "key_file",
    "security_token_file",
    "authentication_type",
    "log_requests",
];

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Config");
        out.field("profile", &self.profile)
            .field("file", &self.file);
        for key in SHOWN {
            if let Some(text) = self.get(key).filter(|text| !text.contains("-----")) {
                out.field(key, &text);
            }
        }
        // A key pasted in the wrong place can end up as the name of a value, so names stay hidden too.
        out.field("values", &self.values.len())
            .finish_non_exhaustive()
    }
}
