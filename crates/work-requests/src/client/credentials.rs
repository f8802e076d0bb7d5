//! The signer of a configuration profile.

use work_requests_config::{Config, Env, ExposeSecret};
use work_requests_signing::{KeyId, PrivateKey, RequestSigner, SharedSigner};

use crate::error::{Error, ErrorKind};

/// Loads the profile's API key.
pub(super) fn signer_of(config: &Config, env: &Env) -> Result<SharedSigner, Error> {
    config
        .validate_in(env)
        .map_err(|e| Error::config(e.to_string()).with_source(e))?;
    let pem = config
        .key_pem()
        .map_err(|e| unusable(format!("the private key cannot be read: {e}"), e))?;
    let key = PrivateKey::from_pem(pem.expose_secret(), config.pass_phrase())
        .map_err(|e| unusable(format!("the private key cannot be used: {e}"), e))?;
    Ok(SharedSigner::new(RequestSigner::new(key_id(config)?, key)))
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
