//! The signer of a configuration profile.

use work_requests_config::{AuthenticationType, Config, Env, ExposeSecret};
use work_requests_signing::{KeyError, KeyId, PrivateKey, RequestSigner, SharedSigner};

use crate::error::{Error, ErrorKind};

/// Loads the profile's API key.
pub(super) fn signer_of(config: &Config, env: &Env) -> Result<SharedSigner, Error> {
    refuse_other_principals(config)?;
    config
        .validate_in(env)
        .map_err(|e| Error::config(e.to_string()).with_source(e))?;
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

/// Signing for another principal as this user would act in the wrong name.
fn refuse_other_principals(config: &Config) -> Result<(), Error> {
    let word = match config.authentication_type() {
        Some(AuthenticationType::ApiKey) => return Ok(()),
        Some(other) => other.as_str(),
        None if config.security_token_file().is_some() => "security_token",
        None => return Ok(()),
    };
    let message = format!("the profile signs in with {word}, and only api_key is supported");
    Err(Error::config(message)
        .with_hint("give the client a signer of your own, or use a profile with an API key"))
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
