//! One connection: HTTP/1.1 on a stream, each request read whole before it is answered.

use std::convert::Infallible;
use std::net::SocketAddr;

use axum::body::Body;
use axum::response::IntoResponse;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpStream;
use tower_service::Service as _;

use crate::errors::ApiError;
use crate::service::{EmulatorService, Peer};

/// The largest body read, in bytes: far more than any request of the API has.
const BODY_LIMIT: usize = 1 << 20;

/// Serves until the peer closes, or until the graceful shutdown and the answer under way.
pub(super) fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    service: EmulatorService,
    graceful: &GracefulShutdown,
) -> impl Future<Output = ()> + Send + use<> {
    let handler = hyper::service::service_fn(move |request| answer(request, peer, service.clone()));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), handler);
    let connection = graceful.watch(connection);
    async move {
        if let Err(error) = connection.await {
            tracing::debug!(%peer, %error, "connection ended");
        }
    }
}

async fn answer(
    request: Request<Incoming>,
    peer: SocketAddr,
    mut service: EmulatorService,
) -> Result<Response<Body>, Infallible> {
    let (mut head, body) = request.into_parts();
    head.extensions.insert(Peer(peer));
    match read(body).await {
        Ok(body) => service.call(Request::from_parts(head, body)).await,
        Err(refusal) => Ok(refusal.into_response()),
    }
}

async fn read(body: Incoming) -> Result<Bytes, ApiError> {
    match Limited::new(body, BODY_LIMIT).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(ApiError::too_large(BODY_LIMIT)),
        Err(error) => Err(ApiError::invalid_parameter(format!(
            "the body cannot be read: {error}"
        ))),
    }
}
