//! Keys that live as long as a token.

use rsa::pkcs8::{EncodePrivateKey as _, LineEnding};
use work_requests_signing::PrivateKey;

use crate::AuthError;

/// The size that the official SDKs use.
const BITS: usize = 2048;

/// Makes a key, off the runtime's threads: it takes tenths of a second.
pub(crate) async fn fresh() -> Result<PrivateKey, AuthError> {
    let made = tokio::task::spawn_blocking(make).await;
    made.map_err(AuthError::source)?
}

fn make() -> Result<PrivateKey, AuthError> {
    let key = rsa::PrivateKey::new(&mut getrandom::SysRng, BITS).map_err(AuthError::source)?;
    let pem = key
        .to_pkcs8_pem(LineEnding::LF)
        .map_err(AuthError::source)?;
    Ok(PrivateKey::from_pem(pem.as_bytes(), None)?)
}
