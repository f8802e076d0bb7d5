//! The signer of a configuration profile.

use work_requests_config::{AuthenticationType, Config, Env, ExposeSecret};
use work_requests_signing::{KeyError, KeyId, PrivateKey, RequestSigner, SharedSigner};

use crate::clock::Clock;
use crate::error::{Error, ErrorKind};

/// The signer of the kind of principal that the profile describes.
pub(super) fn signer_of(config: &Config, env: &Env, clock: &Clock) -> Result<SharedSigner, Error> {
    config
        .validate_in(env)
        .map_err(|e| Error::config(e.to_string()).with_source(e))?;
    match config.authentication_type() {
        Some(AuthenticationType::ApiKey) => api_key(config),
        Some(AuthenticationType::SecurityToken) => session::signer(config, clock),
        // Signing for another principal as this user would act in the wrong name.
        Some(other) => Err(unsupported(other.as_str())),
        // An unknown word was refused above.
        None => api_key(config),
    }
}

fn api_key(config: &Config) -> Result<SharedSigner, Error> {
    let pem = config
        .key_pem()
        .map_err(|e| unusable(format!("the private key cannot be read: {e}"), e))?;
    let key = PrivateKey::from_pem(pem.expose_secret(), config.pass_phrase())
        .map_err(|error| unusable_key(config, error))?;
    if let Err(difference) = key.compare_fingerprint(config.fingerprint().unwrap_or_default()) {
        tracing::warn!(%difference, "the service will refuse this key id");
    }
    Ok(SharedSigner::new(RequestSigner::new(key_id(config)?, key)))
}

#[cfg(feature = "auth")]
mod session {
    use work_requests_auth::{AuthError, RefreshingSigner, SessionToken};

    use super::*;

    /// Reads the files once, so that what is wrong with them is told before anything is sent.
    pub(super) fn signer(config: &Config, clock: &Clock) -> Result<SharedSigner, Error> {
        let file = |key: &str, path: Option<std::path::PathBuf>| {
            path.ok_or_else(|| Error::config(format!("a session needs {key} in its profile")))
        };
        let token_file = file("security_token_file", config.security_token_file())?;
        let key_file = file("key_file", config.key_file())?;
        let session = SessionToken::new(token_file, key_file);
        let session = session.pass_phrase(config.pass_phrase().cloned());
        match session.check(clock.now()) {
            Ok(()) => Ok(SharedSigner::new(RefreshingSigner::new(session))),
            Err(AuthError::Key(error)) => Err(unusable_key(config, error)),
            Err(error) => Err(unusable(
                format!("the session cannot be used: {error}"),
                error,
            )),
        }
    }
}

#[cfg(not(feature = "auth"))]
mod session {
    use super::*;

    pub(super) fn signer(_: &Config, _: &Clock) -> Result<SharedSigner, Error> {
        Err(unsupported(AuthenticationType::SecurityToken.as_str()))
    }
}

fn unsupported(word: &str) -> Error {
    let known = match cfg!(feature = "auth") {
        true => "api_key and security_token are",
        false => "only api_key is, and security_token with the feature `auth`",
    };
    let message = format!("the profile signs in with {word}, which is not supported: {known}");
    Error::config(message)
        .with_hint("give the client a signer of your own, or use a profile of another kind")
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

fn key_id(config: &Config) -> Result<KeyId, Error> {
    let tenancy = config.tenancy().unwrap_or_default();
    let user = config.user().unwrap_or_default();
    KeyId::api_key(tenancy, user, config.fingerprint().unwrap_or_default())
        .map_err(|e| Error::config(format!("the key id cannot be formed: {e}")).with_source(e))
}

fn unusable(message: String, source: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(ErrorKind::Auth, message).with_source(source)
}
