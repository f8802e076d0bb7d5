//! The erased handle to a signer.

use std::any::Any;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::{CredentialId, RequestSigner, SignError, Signed, Signer, SigningRequest};

/// Any [`Signer`] behind one cheap-to-clone type.
///
/// All clones share the same signer. `Debug` shows what the signer inside shows.
#[derive(Clone)]
pub struct SharedSigner(Arc<dyn ErasedSigner>);

impl SharedSigner {
    /// Shares `signer`; a `SharedSigner` is not wrapped a second time.
    pub fn new(signer: impl Signer) -> Self {
        match (&signer as &dyn Any).downcast_ref::<Self>() {
            Some(shared) => shared.clone(),
            None => Self(Arc::new(signer)),
        }
    }
}

impl From<RequestSigner> for SharedSigner {
    fn from(signer: RequestSigner) -> Self {
        Self::new(signer)
    }
}

impl Signer for SharedSigner {
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        self.0.sign_boxed(request).await
    }

    fn rejected(&self, credential: CredentialId) -> impl Future<Output = bool> + Send {
        self.0.rejected_boxed(credential)
    }
}

impl fmt::Debug for SharedSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The twin of [`Signer`] that can be a trait object.
trait ErasedSigner: fmt::Debug + Send + Sync {
    fn sign_boxed<'a>(
        &'a self,
        request: SigningRequest<'a>,
    ) -> BoxFuture<'a, Result<Signed, SignError>>;
    fn rejected_boxed(&self, credential: CredentialId) -> BoxFuture<'_, bool>;
}

impl<S: Signer> ErasedSigner for S {
    fn sign_boxed<'a>(
        &'a self,
        request: SigningRequest<'a>,
    ) -> BoxFuture<'a, Result<Signed, SignError>> {
        Box::pin(self.sign(request))
    }

    fn rejected_boxed(&self, credential: CredentialId) -> BoxFuture<'_, bool> {
        Box::pin(self.rejected(credential))
    }
}
