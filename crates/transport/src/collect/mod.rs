//! Reads a streaming response to its end, within limits.

mod gather;
mod inflate;
mod layer;
mod throughput;

use std::pin::pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::TryFutureExt;
use futures_util::future::BoxFuture;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, HeaderValue};
use http::{HeaderMap, Request, Response};
use http_body::Body;
use tower_service::Service;

pub use self::layer::CollectLayer;
pub use self::throughput::MinimumThroughput;

use self::inflate::Coding;
use crate::body::named;
use crate::error::{BoxError, Delivery, ErrorKind, TransportError};
use crate::head_wait::HeadWait;
use crate::transport::head_timed_out;

/// The limits of one [`Collect`].
#[derive(Clone, Copy, Debug)]
struct Limits {
    read_timeout: Option<Duration>,
    minimum_throughput: Option<MinimumThroughput>,
    max_body_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            read_timeout: Some(Duration::from_secs(60)),
            minimum_throughput: Some(MinimumThroughput::default()),
            max_body_bytes: 64 * 1024 * 1024,
        }
    }
}

/// Turns a service with streaming bodies into one with [`Bytes`]; made by [`CollectLayer`].
///
/// It asks for gzip (unless the request has an `accept-encoding` of its own), inflates it, and
/// removes `content-encoding` and `content-length` from what it inflated. An uncompressed body of
/// one piece is handed on without a copy. Every error after the head keeps the status and headers
/// in [`TransportError::head`].
///
/// Clones share nothing but what the inner service's clones share. Ready when the inner service
/// is. Dropping a call's future drops the inner call or body.
#[derive(Clone, Debug)]
pub struct Collect<S> {
    inner: S,
    limits: Limits,
}

impl<S> Collect<S> {
    /// Collects with the default limits, which [`CollectLayer`] lists and can change.
    pub fn new(inner: S) -> Self {
        Self::with_limits(inner, Limits::default())
    }

    fn with_limits(inner: S, limits: Limits) -> Self {
        Self { inner, limits }
    }
}

impl<S, B> Service<Request<Bytes>> for Collect<S>
where
    S: Service<Request<Bytes>, Response = Response<B>>,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Response<Bytes>, TransportError>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.inner
            .poll_ready(cx)
            .map_err(|cause| inner_fault(cause.into()))
    }

    fn call(&mut self, mut request: Request<Bytes>) -> Self::Future {
        let limits = self.limits;
        let asked = ask_for_gzip(request.headers_mut());
        let place = request.uri().authority().cloned();
        let wait = limits
            .read_timeout
            .map(|limit| HeadWait::offer(&mut request, limit));
        let call = self
            .inner
            .call(request)
            .map_err(|cause| inner_fault(cause.into()));
        Box::pin(async move {
            let place = named(place.as_ref());
            let response = head(call, wait, place).await?;
            collect(response, asked, limits, place).await
        })
    }
}

/// Who chose the codings a body may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    ByUs,
    ByCaller,
}

fn ask_for_gzip(headers: &mut HeaderMap) -> Asked {
    if headers.contains_key(ACCEPT_ENCODING) {
        return Asked::ByCaller;
    }
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    Asked::ByUs
}

/// Awaits the head, unless a transport beneath has taken the watch over.
async fn head<R>(
    call: impl Future<Output = Result<R, TransportError>>,
    wait: Option<HeadWait>,
    place: &str,
) -> Result<R, TransportError> {
    let mut call = pin!(call);
    let Some(wait) = wait else {
        return call.await;
    };
    match tokio::time::timeout(wait.limit(), &mut call).await {
        Ok(answered) => answered,
        Err(_) if wait.is_taken() => call.await,
        Err(_) => Err(head_timed_out(place, wait.limit())),
    }
}

async fn collect<B>(
    response: Response<B>,
    asked: Asked,
    limits: Limits,
    place: &str,
) -> Result<Response<Bytes>, TransportError>
where
    B: Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    let (mut head, body) = response.into_parts();
    match gather(&head.headers, body, asked, limits, place).await {
        Ok((bytes, coding)) => {
            if coding == Coding::Gzip {
                head.headers.remove(CONTENT_ENCODING);
                head.headers.remove(CONTENT_LENGTH);
            }
            Ok(Response::from_parts(head, bytes))
        }
        Err(fault) => Err(fault.with_head(head.status, head.headers)),
    }
}

async fn gather<B>(
    headers: &HeaderMap,
    body: B,
    asked: Asked,
    limits: Limits,
    place: &str,
) -> Result<(Bytes, Coding), TransportError>
where
    B: Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    let coding = Coding::of(headers, asked)?;
    let bytes = match coding {
        Coding::Identity => gather::plain(body, limits, place).await?,
        Coding::Gzip => gather::gzip(body, limits, place).await?,
    };
    Ok((bytes, coding))
}

/// Our own errors pass as they are; another service's become the source of one.
fn inner_fault(cause: BoxError) -> TransportError {
    match cause.downcast::<TransportError>() {
        Ok(ours) => *ours,
        Err(other) => TransportError::new(
            ErrorKind::Inner,
            Delivery::Unknown,
            "the service beneath failed: its own error says why",
        )
        .with_source(other),
    }
}
