//! A token that stays.

use secrecy::{ExposeSecret as _, SecretString};
use work_requests_signing::{
    KeyId, PrivateKey, RequestSigner, SignError, Signed, Signer, SigningRequest,
};

use crate::AuthError;

/// Signs with a token and its key as they are given, for tests: it neither looks at the token's
/// end nor gets another. `Debug` shows neither.
#[derive(Debug, Clone)]
pub struct StaticToken(RequestSigner);

impl StaticToken {
    /// A token, which white space around it does not belong to, and the key it was issued for.
    ///
    /// # Errors
    ///
    /// [`AuthError::KeyId`] when the token is empty or no header can carry it.
    pub fn new(token: &SecretString, key: PrivateKey) -> Result<Self, AuthError> {
        let key_id = KeyId::token(token.expose_secret().trim())?;
        Ok(Self(RequestSigner::new(key_id, key)))
    }
}

impl Signer for StaticToken {
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        self.0.sign(request).await
    }
}
