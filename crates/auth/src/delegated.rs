//! Signing on behalf of a user.

use std::fmt;

use http::HeaderValue;
use secrecy::{ExposeSecret as _, SecretString};
use work_requests_signing::{CredentialId, SignError, Signed, Signer, SigningRequest};

use crate::AuthError;

/// The header that carries a delegation token; it is signed right after the host.
const HEADER: &str = "opc-obo-token";

/// A signer that acts on behalf of the user in a delegation token.
///
/// The signer inside proves who acts (an instance, a resource), the token for whom. `Debug` does
/// not show the token.
#[derive(Clone)]
pub struct Delegated<S> {
    inner: S,
    token: HeaderValue,
}

impl<S> Delegated<S> {
    /// Adds the token to all that `inner` signs. White space around it is taken away.
    ///
    /// # Errors
    ///
    /// [`AuthError::Token`] when the token is empty, or no header can carry it.
    pub fn new(inner: S, token: &SecretString) -> Result<Self, AuthError> {
        let text = token.expose_secret().trim();
        let mut token = match HeaderValue::from_str(text) {
            Ok(value) if !text.is_empty() => value,
            _ => {
                let reason = "a delegation token is a line of visible text";
                return Err(AuthError::Token { reason });
            }
        };
        token.set_sensitive(true);
        Ok(Self { inner, token })
    }
}

impl<S: Signer> Signer for Delegated<S> {
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        let mut headers = request.headers.clone();
        headers.insert(HEADER, self.token.clone());
        let mut delegated = request;
        delegated.headers = &headers;
        self.inner.sign(delegated).await
    }

    async fn rejected(&self, credential: CredentialId) -> bool {
        self.inner.rejected(credential).await
    }
}

impl<S: fmt::Debug> fmt::Debug for Delegated<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delegated")
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}
