//! In whose name a client calls: from profile, environment or platform to a signer.

mod api_key;
#[cfg(feature = "auth")]
mod chain;
#[cfg(feature = "auth")]
mod discover;
#[cfg(feature = "auth")]
mod network;
#[cfg(feature = "auth")]
mod principal;
#[cfg(feature = "auth")]
mod session;

use work_requests_config::{AuthenticationType, Config, Env};
use work_requests_signing::{KeyError, SharedSigner};

use super::builder::ClientBuilder;
use crate::error::{Error, ErrorKind};

/// How to sign in, where it is not the profile that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "auth"),
    allow(dead_code, reason = "no other way is known")
)]
pub(super) enum Way {
    Kind(AuthenticationType),
    Chain,
}

/// What signs, and what was learned on the way.
pub(super) struct SignIn {
    pub(super) config: Option<Config>,
    pub(super) signer: SharedSigner,
    /// The region that the platform names.
    pub(super) region: Option<String>,
}

impl SignIn {
    pub(super) fn resolve(builder: &ClientBuilder) -> Result<Self, Error> {
        if let Some(signer) = &builder.signer {
            return Ok(Self {
                config: profile_if_needed(builder)?,
                signer: signer.clone(),
                region: None,
            });
        }
        match builder.way {
            #[cfg(feature = "auth")]
            Some(Way::Chain) => chain::sign_in(builder),
            #[cfg(not(feature = "auth"))]
            Some(Way::Chain) => Err(unsupported("the default chain")),
            Some(Way::Kind(kind)) => Self::of_kind(builder, kind, profile_for(builder, kind)?),
            None => {
                let config = match &builder.config {
                    Some(config) => config.clone(),
                    None => default_profile(&builder.env)?,
                };
                Self::of_profile(builder, config)
            }
        }
    }

    fn of_profile(builder: &ClientBuilder, config: Config) -> Result<Self, Error> {
        // An unknown word is one of the problems that validation lists.
        let kind = config.authentication_type();
        Self::of_kind(builder, kind.unwrap_or(AuthenticationType::ApiKey), config)
    }

    fn of_kind(
        builder: &ClientBuilder,
        kind: AuthenticationType,
        config: Config,
    ) -> Result<Self, Error> {
        config
            .validate_in(&builder.env)
            .map_err(|e| Error::config(e.to_string()).with_source(e))?;
        let of = |signer| Self {
            config: Some(config.clone()),
            signer,
            region: None,
        };
        match kind {
            AuthenticationType::ApiKey => api_key::signer(&config).map(of),
            #[cfg(feature = "auth")]
            AuthenticationType::SecurityToken => session::signer(&config, &builder.clock).map(of),
            #[cfg(feature = "auth")]
            kind => principal::sign_in(builder, kind, config),
            #[cfg(not(feature = "auth"))]
            // Signing for another principal as this user would act in the wrong name.
            kind => Err(unsupported(kind.as_str())),
        }
    }
}

/// The profile given, else the default one if something is to come from it.
fn profile_if_needed(builder: &ClientBuilder) -> Result<Option<Config>, Error> {
    let places_given = builder.service_endpoint.is_some() || builder.region.is_some();
    match &builder.config {
        Some(config) => Ok(Some(config.clone())),
        None if places_given => Ok(None),
        None => default_profile(&builder.env).map(Some),
    }
}

/// The profile for a way to sign in that was chosen: principals of the platform need none.
fn profile_for(builder: &ClientBuilder, kind: AuthenticationType) -> Result<Config, Error> {
    use AuthenticationType::{ApiKey, InstanceOboUser, SecurityToken};
    let config = match &builder.config {
        Some(config) => config.clone(),
        None if matches!(kind, ApiKey | SecurityToken | InstanceOboUser) => {
            default_profile(&builder.env)?
        }
        None => Config::builder().env(&builder.env).build(),
    };
    Ok(config.with("authentication_type", kind.as_str()))
}

/// Its warnings are told here, because nobody else sees it before it is used.
fn default_profile(env: &Env) -> Result<Config, Error> {
    let config = Config::load(env).map_err(|e| Error::config(e.to_string()).with_source(e))?;
    for warning in config.warnings() {
        tracing::warn!(%warning, "configuration");
    }
    Ok(config)
}

#[cfg(not(feature = "auth"))]
fn unsupported(word: &str) -> Error {
    let message = format!(
        "signing in with {word} needs the feature `auth`, which this program was built without"
    );
    Error::config(message)
        .with_hint("give the client a signer of your own, or use a profile with an API key")
}

/// What to set where a passphrase is the matter; the profile's owner knows which key it means.
fn unusable_key(config: &Config, error: KeyError) -> Error {
    let hint = match error {
        KeyError::PassphraseNeeded => {
            Some(format!("set pass_phrase in profile {}", config.profile()))
        }
        KeyError::WrongPassphrase => Some(format!(
            "correct pass_phrase of profile {}",
            config.profile()
        )),
        _ => None,
    };
    let failure = unusable(format!("the private key cannot be used: {error}"), error);
    hint.into_iter().fold(failure, Error::with_hint)
}

fn unusable(message: String, source: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(ErrorKind::Auth, message).with_source(source)
}
