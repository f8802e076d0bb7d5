//! A refused signature, made once more where that may help.

use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::{Request, Response, StatusCode};
use tower::{Layer, Service, ServiceExt};
use work_requests_signing::{CredentialId, SharedSigner, Signer};

use super::Draft;
use crate::skew::SkewClock;

/// Signs a request once more after a 401 that skew or a refreshed credential explains.
///
/// Beneath it are signing and transport, so the second request is an attempt of its own on the
/// wire; above it, it is one. Ready when the inner service is. Clones share clock and signer.
#[derive(Debug, Clone)]
pub(super) struct ResignLayer {
    pub(super) clock: SkewClock,
    pub(super) signer: SharedSigner,
}

impl<S> Layer<S> for ResignLayer {
    type Service = Resign<S>;

    fn layer(&self, inner: S) -> Resign<S> {
        Resign {
            inner,
            layer: self.clone(),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct Resign<S> {
    inner: S,
    layer: ResignLayer,
}

impl<S> Service<Arc<Draft>> for Resign<S>
where
    S: Service<Request<Bytes>, Response = Response<Bytes>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Send,
{
    type Response = Response<Bytes>;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<Response<Bytes>, S::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, draft: Arc<Draft>) -> Self::Future {
        let again = self.inner.clone();
        let layer = self.layer.clone();
        let offset = layer.clock.offset();
        let sent = layer.clock.local();
        let first = self.inner.call(draft.request());
        Box::pin(async move {
            let answer = first.await?;
            let refused = answer.status() == StatusCode::UNAUTHORIZED;
            if refused
                && (layer.clock.learn(answer.headers(), offset, sent)
                    || layer.renewed(&answer).await)
            {
                return again.oneshot(draft.request()).await;
            }
            Ok(answer)
        })
    }
}

impl ResignLayer {
    /// Whether the signer has another credential now than the one that was refused.
    async fn renewed(&self, refusal: &Response<Bytes>) -> bool {
        match refusal.extensions().get::<CredentialId>() {
            Some(credential) => self.signer.rejected(*credential).await,
            None => false,
        }
    }
}
