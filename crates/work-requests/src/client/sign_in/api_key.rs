//! A user's API key.

use work_requests_config::{Config, ExposeSecret};
use work_requests_signing::{KeyId, PrivateKey, RequestSigner, SharedSigner};

use super::{unusable, unusable_key};
use crate::error::Error;

/// The signer of a profile with an API key.
pub(super) fn signer(config: &Config) -> Result<SharedSigner, Error> {
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

fn key_id(config: &Config) -> Result<KeyId, Error> {
    let tenancy = config.tenancy().unwrap_or_default();
    let user = config.user().unwrap_or_default();
    KeyId::api_key(tenancy, user, config.fingerprint().unwrap_or_default())
        .map_err(|e| Error::config(format!("the key id cannot be formed: {e}")).with_source(e))
}
