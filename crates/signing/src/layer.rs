//! Signing as a tower middleware.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::SystemTime;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use tower_layer::Layer;
use tower_service::Service;

use crate::{SharedSigner, SignError, Signer, SigningPool, SigningRequest};

/// Signs each request that passes, with a fresh `date`.
///
/// Put it inside a retry layer, so that each attempt is signed anew. The headers the signer makes
/// replace those of the same name; a `date` set by the caller is signed verbatim. The
/// [`CredentialId`](crate::CredentialId) used is put into the extensions of a response that is a
/// 401, to be handed to [`Signer::rejected`].
///
/// ```
/// use std::convert::Infallible;
/// use std::time::{Duration, SystemTime};
/// use bytes::Bytes;
/// use futures_util::FutureExt as _;
/// use http::{Request, Response, StatusCode};
/// use tower::{ServiceBuilder, ServiceExt as _};
/// use work_requests_signing::{KeyId, PrivateKey, RequestSigner, SharedSigner, SignLayer};
/// # let pem = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys/test-only-2048.pem"));
/// # let key = PrivateKey::from_pem(pem, None)?;
/// # let signer = SharedSigner::new(RequestSigner::new(KeyId::new("id")?, key));
///
/// let clock = || SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600);
/// let service = ServiceBuilder::new()
///     .layer(SignLayer::new(signer, clock))
///     .service_fn(async |request: Request<Bytes>| {
///         assert!(request.headers().contains_key("authorization"));
///         Ok::<_, Box<dyn std::error::Error + Send + Sync>>(Response::new(Bytes::new()))
///     });
/// let request = Request::get("http://localhost:8080/").body(Bytes::new())?;
/// # let _ = service; let _ = request;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct SignLayer {
    signer: SharedSigner,
    now: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    pool: Option<SigningPool>,
}

impl SignLayer {
    /// A layer that signs with `signer` at the time that `now` tells.
    pub fn new(signer: SharedSigner, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self {
            signer,
            now: Arc::new(now),
            pool: None,
        }
    }

    /// Lets signatures be made on all cores when calls overlap. Default: each where it is wanted.
    #[must_use]
    pub fn pool(mut self, pool: SigningPool) -> Self {
        self.pool = Some(pool);
        self
    }
}

impl<S> Layer<S> for SignLayer {
    type Service = SignService<S>;

    fn layer(&self, inner: S) -> SignService<S> {
        SignService {
            inner,
            layer: self.clone(),
        }
    }
}

impl fmt::Debug for SignLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignLayer")
            .field("signer", &self.signer)
            .finish_non_exhaustive()
    }
}

/// The service made by [`SignLayer`]. Clones share the signer and the clock.
#[derive(Debug, Clone)]
pub struct SignService<S> {
    inner: S,
    layer: SignLayer,
}

impl<S, B: 'static> Service<Request<Bytes>> for SignService<S>
where
    S: Service<Request<Bytes>, Response = Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: From<SignError>,
{
    type Response = Response<B>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<B>, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        // The instance that was polled ready is the one to call; the fresh clone takes its place.
        let fresh = self.inner.clone();
        let ready = std::mem::replace(&mut self.inner, fresh);
        Box::pin(sign_and_call(ready, self.layer.clone(), request))
    }
}

async fn sign_and_call<S, B>(
    mut inner: S,
    layer: SignLayer,
    mut request: Request<Bytes>,
) -> Result<Response<B>, S::Error>
where
    S: Service<Request<Bytes>, Response = Response<B>>,
    S::Error: From<SignError>,
{
    // Until the answer: calls that overlap are calls that may want signatures at the same time.
    let _call = layer.pool.as_ref().map(SigningPool::enter);
    let mut signing = SigningRequest::new(
        request.method(),
        request.uri(),
        request.headers(),
        request.body(),
        (layer.now)(),
    );
    signing.pool = layer.pool.as_ref();
    let signed = layer.signer.sign(signing).await?;
    let credential = signed.credential;
    signed.apply(request.headers_mut());
    let mut response = inner.call(request).await?;
    if response.status() == StatusCode::UNAUTHORIZED {
        response.extensions_mut().insert(credential);
    }
    Ok(response)
}
