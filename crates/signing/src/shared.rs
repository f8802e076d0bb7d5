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
pub struct SharedSigner(Kind);

#[derive(Clone)]
enum Kind {
    /// The usual one, which needs no box for its answer.
    Key(Arc<RequestSigner>),
    Other(Arc<dyn ErasedSigner>),
}

impl SharedSigner {
    /// Shares `signer`; a `SharedSigner` is not wrapped a second time.
    pub fn new(signer: impl Signer) -> Self {
        let any: &dyn Any = &signer;
        if let Some(shared) = any.downcast_ref::<Self>() {
            return shared.clone();
        }
        if let Some(key) = any.downcast_ref::<RequestSigner>() {
            return Self(Kind::Key(Arc::new(key.clone())));
        }
        Self(Kind::Other(Arc::new(signer)))
    }
}

impl From<RequestSigner> for SharedSigner {
    fn from(signer: RequestSigner) -> Self {
        Self::new(signer)
    }
}

impl Signer for SharedSigner {
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        match &self.0 {
            Kind::Key(signer) => signer.sign(request).await,
            Kind::Other(signer) => signer.sign_boxed(request).await,
        }
    }

    async fn rejected(&self, credential: CredentialId) -> bool {
        match &self.0 {
            Kind::Key(signer) => signer.rejected(credential).await,
            Kind::Other(signer) => signer.rejected_boxed(credential).await,
        }
    }
}

impl fmt::Debug for SharedSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Key(signer) => fmt::Debug::fmt(signer, f),
            Kind::Other(signer) => fmt::Debug::fmt(signer, f),
        }
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
