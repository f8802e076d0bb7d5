//! Which kind of principal a configuration describes.

use std::fmt;
use std::str::FromStr;

use super::Config;

/// How requests are to be authenticated, in the words of `authentication_type` and of the
/// official command line's `--auth`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AuthenticationType {
    /// A user's API key: `api_key`.
    ApiKey,
    /// A session token with its own key: `security_token`.
    SecurityToken,
    /// The instance the program runs on: `instance_principal`.
    InstancePrincipal,
    /// The instance, on behalf of the user in a delegation token: `instance_obo_user`.
    InstanceOboUser,
    /// The resource the program runs in: `resource_principal`.
    ResourcePrincipal,
    /// The Kubernetes workload the program runs in: `oke_workload_identity`.
    OkeWorkloadIdentity,
}

/// A word that names no [`AuthenticationType`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "not an authentication type; use one of {}",
    AuthenticationType::words()
)]
#[non_exhaustive]
pub struct UnknownAuthenticationType;

impl AuthenticationType {
    const ALL: [Self; 6] = [
        Self::ApiKey,
        Self::SecurityToken,
        Self::InstancePrincipal,
        Self::InstanceOboUser,
        Self::ResourcePrincipal,
        Self::OkeWorkloadIdentity,
    ];

    /// The word that stands for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ApiKey => "api_key",
            Self::SecurityToken => "security_token",
            Self::InstancePrincipal => "instance_principal",
            Self::InstanceOboUser => "instance_obo_user",
            Self::ResourcePrincipal => "resource_principal",
            Self::OkeWorkloadIdentity => "oke_workload_identity",
        }
    }

    /// All words, for messages.
    pub(crate) fn words() -> String {
        Self::ALL.map(Self::as_str).join(", ")
    }
}

impl Config {
    /// What `authentication_type` says; without it, a session token if `security_token_file` is
    /// set, else an API key. `None` for a word that means nothing.
    ///
    /// `instance_principal` with a `delegation_token_file` is read as `instance_obo_user`, the
    /// reference SDK's way to write that.
    #[must_use]
    pub fn authentication_type(&self) -> Option<AuthenticationType> {
        match self.get("authentication_type").map(str::parse) {
            None if self.entry("security_token_file").is_some() => {
                Some(AuthenticationType::SecurityToken)
            }
            None => Some(AuthenticationType::ApiKey),
            Some(Ok(AuthenticationType::InstancePrincipal))
                if self.entry("delegation_token_file").is_some() =>
            {
                Some(AuthenticationType::InstanceOboUser)
            }
            Some(word) => word.ok(),
        }
    }
}

impl FromStr for AuthenticationType {
    type Err = UnknownAuthenticationType;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL
            .into_iter()
            .find(|kind| kind.as_str().eq_ignore_ascii_case(word));
        found.ok_or(UnknownAuthenticationType)
    }
}

impl fmt::Display for AuthenticationType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
