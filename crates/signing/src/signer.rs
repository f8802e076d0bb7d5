//! The extension point: what a signer is asked and what it answers.

use std::fmt;
use std::future::Future;
use std::time::SystemTime;

use http::header::AUTHORIZATION;
use http::{HeaderMap, Method, Uri};

use crate::{SignError, SigningPool};

/// Proves who sends a request.
///
/// Write `async fn sign` in an implementation; the trait asks for a `Send` future so that callers
/// may run on any runtime. A signer whose key is not in memory starts from
/// [`UnsignedRequest`](crate::UnsignedRequest), which needs only a signature over its text:
///
/// ```
/// use work_requests_signing::{
///     CredentialId, KeyId, SignError, Signed, Signer, SigningRequest, UnsignedRequest,
/// };
///
/// #[derive(Debug)]
/// struct VaultSigner { key_id: KeyId }
///
/// impl Signer for VaultSigner {
///     async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
///         let unsigned = UnsignedRequest::prepare(&request)?;
///         let signature = sign_in_vault(unsigned.signing_string().as_bytes())
///             .await
///             .map_err(SignError::credential)?;
///         Ok(unsigned.into_signed(&self.key_id, &signature, CredentialId::new(1)))
///     }
/// }
/// # async fn sign_in_vault(text: &[u8]) -> Result<Vec<u8>, std::io::Error> { Ok(text.to_vec()) }
/// ```
pub trait Signer: fmt::Debug + Send + Sync + 'static {
    /// Makes the headers that prove who sends this request.
    ///
    /// A `date` already present is signed verbatim. The answer holds every header that was signed,
    /// to be put in place of those of the same name, so that what is sent is what was signed.
    ///
    /// # Errors
    ///
    /// [`SignError`] when the request cannot be signed as it is, or the credential cannot be had.
    fn sign(
        &self,
        request: SigningRequest<'_>,
    ) -> impl Future<Output = Result<Signed, SignError>> + Send;

    /// Tells the signer that the service refused (401) what `credential` signed.
    ///
    /// Answers `true` when signing again may help, because another credential is now in use.
    /// The default is `false`: a fixed key does not get better.
    fn rejected(&self, credential: CredentialId) -> impl Future<Output = bool> + Send {
        let _ = credential;
        async { false }
    }
}

/// What a signer needs to know of a request.
///
/// For [`Verifier`](crate::verify::Verifier) the same struct is a request as it was received, with
/// `at` the receiver's time.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct SigningRequest<'a> {
    /// The verb.
    pub method: &'a Method,
    /// The target exactly as it is sent; nothing in it is re-encoded or sorted.
    pub uri: &'a Uri,
    /// The headers set so far.
    pub headers: &'a HeaderMap,
    /// The bytes of the body exactly as they are sent.
    pub body: &'a [u8],
    /// The time to write as `date` when the headers have none.
    pub at: SystemTime,
    /// Who may share the work of signing. A signer that calls another hands its request on.
    pub pool: Option<&'a SigningPool>,
}

impl<'a> SigningRequest<'a> {
    /// Gathers the parts of a request; no [`pool`](Self::pool).
    pub fn new(
        method: &'a Method,
        uri: &'a Uri,
        headers: &'a HeaderMap,
        body: &'a [u8],
        at: SystemTime,
    ) -> Self {
        Self {
            method,
            uri,
            headers,
            body,
            at,
            pool: None,
        }
    }
}

/// Shows no header value and no body: either may hold a token or private data.
impl fmt::Debug for SigningRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.keys().collect();
        f.debug_struct("SigningRequest")
            .field("method", self.method)
            .field("path", &self.uri.path())
            .field("header_names", &names)
            .field("body_len", &self.body.len())
            .field("at", &self.at)
            .finish()
    }
}

/// The headers a signer made, and the credential it used.
///
/// `Debug` hides the `authorization` value.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Signed {
    /// Headers to put into the request, each in place of those of the same name.
    pub headers: HeaderMap,
    /// Which credential signed; hand it to [`Signer::rejected`] when the service refuses.
    pub credential: CredentialId,
}

impl Signed {
    /// Wraps the headers; every `authorization` value is marked sensitive.
    pub fn new(mut headers: HeaderMap, credential: CredentialId) -> Self {
        if let http::header::Entry::Occupied(mut entry) = headers.entry(AUTHORIZATION) {
            entry.iter_mut().for_each(|value| value.set_sensitive(true));
        }
        Self {
            headers,
            credential,
        }
    }

    /// Puts the headers into `target`, replacing those of the same name.
    pub fn apply(self, target: &mut HeaderMap) {
        target.extend(self.headers);
    }
}

/// Names a credential without revealing it; equal ids mean the same credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CredentialId(u64);

impl CredentialId {
    /// Makes an id. A signer that refreshes its credential gives each a new number.
    pub const fn new(id: u64) -> Self {
        Self(id)
    }
}
