//! Signing on behalf of a user.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use http::HeaderValue;
use secrecy::{ExposeSecret as _, SecretString};
use work_requests_signing::{CredentialId, SignError, Signed, Signer, SigningRequest};

use crate::AuthError;
use crate::secret_file::{Look, SecretFile, token_text};

/// The header that carries a delegation token; it is signed right after the host.
const HEADER: &str = "opc-obo-token";

/// A signer that acts on behalf of the user in a delegation token.
///
/// The signer inside proves who acts (an instance, a resource), the token for whom. `Debug` does
/// not show the token.
pub struct Delegated<S> {
    inner: S,
    token: Token,
}

enum Token {
    Given(HeaderValue),
    /// Read again when the file changes; with how the file looked when it was read.
    File(SecretFile, Mutex<(Look, HeaderValue)>),
}

impl<S> Delegated<S> {
    /// Adds the token to all that `inner` signs. White space around it is taken away.
    ///
    /// # Errors
    ///
    /// [`AuthError::Token`] when the token is empty, or no header can carry it.
    pub fn new(inner: S, token: &SecretString) -> Result<Self, AuthError> {
        let token = Token::Given(header(token.expose_secret())?);
        Ok(Self { inner, token })
    }

    /// Adds the token in a file, which is read again when it changes; if it then cannot be used,
    /// the token read before is.
    ///
    /// # Errors
    ///
    /// [`AuthError::File`] when the file cannot be read, otherwise as for [`new`](Self::new).
    pub fn from_file(inner: S, path: impl Into<PathBuf>) -> Result<Self, AuthError> {
        let file = SecretFile::new("delegation token", path);
        let read = Mutex::new(read(&file)?);
        let token = Token::File(file, read);
        Ok(Self { inner, token })
    }
}

impl Token {
    fn now(&self) -> HeaderValue {
        let (file, known) = match self {
            Self::Given(value) => return value.clone(),
            Self::File(file, known) => (file, known),
        };
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0 != file.look() {
            match read(file) {
                Ok(newer) => *known = newer,
                Err(error) => tracing::warn!(%error, "the delegation token read before is used"),
            }
        }
        known.1.clone()
    }
}

/// Looked at before reading: what is written meanwhile is then seen as a change.
fn read(file: &SecretFile) -> Result<(Look, HeaderValue), AuthError> {
    let look = file.look();
    Ok((look, header(token_text(&file.read()?)?)?))
}

fn header(text: &str) -> Result<HeaderValue, AuthError> {
    let text = text.trim();
    let mut token = match HeaderValue::from_str(text) {
        Ok(value) if !text.is_empty() => value,
        _ => {
            let reason = "a delegation token is a line of visible text";
            return Err(AuthError::Token { reason });
        }
    };
    token.set_sensitive(true);
    Ok(token)
}

impl<S: Signer> Signer for Delegated<S> {
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        let mut headers = request.headers.clone();
        headers.insert(HEADER, self.token.now());
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
