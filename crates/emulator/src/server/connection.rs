//! One connection: HTTP/1.1 on a stream, each request read whole before it is answered.

use std::net::SocketAddr;

use axum::body::Body;
use axum::response::IntoResponse;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::Watcher;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tower_service::Service as _;

use super::lent::Lent;
use super::play::play;
use super::plug::{Plug, ResetOrder};
use crate::errors::ApiError;
use crate::faults::{Broken, ScriptSlot};
use crate::peer::Peer;
use crate::service::EmulatorService;

/// The largest body read, in bytes: far more than any request of the API has.
const BODY_LIMIT: usize = 1 << 20;

/// What a connection needs to be served.
pub(super) struct Connection {
    pub(super) peer: SocketAddr,
    pub(super) service: EmulatorService,
    pub(super) watcher: Watcher,
    #[cfg(feature = "tls")]
    pub(super) tls: Option<super::tls::Handshake>,
}

impl Connection {
    /// Serves until the peer closes, or until the graceful shutdown and the answer under way.
    pub(super) async fn serve(self, stream: TcpStream) {
        // Small answers must not wait for acknowledgements; if it fails, they merely do.
        let _ = stream.set_nodelay(true);
        let order = ResetOrder::default();
        let plug = Plug::new(stream, order.clone());
        #[cfg(feature = "tls")]
        if let Some(handshake) = &self.tls {
            match handshake.shake(plug).await {
                Ok(stream) => self.speak(stream, order).await,
                Err(error) => tracing::debug!(peer = %self.peer, %error, "no TLS"),
            }
            return;
        }
        self.speak(plug, order).await;
    }

    async fn speak(self, stream: impl AsyncRead + AsyncWrite + Unpin + 'static, order: ResetOrder) {
        let Self { peer, service, .. } = self;
        let stream = Lent::new(stream);
        let script = ScriptSlot::default();
        let orders = (order.clone(), script.clone());
        let handler = hyper::service::service_fn(move |request| {
            answer(request, peer, service.clone(), orders.clone())
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .serve_connection(TokioIo::new(stream.clone()), handler);
        if let Err(error) = self.watcher.watch(connection).await {
            tracing::debug!(%peer, %error, "connection ended");
        }
        if let (Some(script), Some(stream)) = (script.take(), stream.take())
            && let Err(error) = play(stream, script, &order).await
        {
            tracing::debug!(%peer, %error, "script ended");
        }
    }
}

async fn answer(
    request: Request<Incoming>,
    peer: SocketAddr,
    mut service: EmulatorService,
    (order, script): (ResetOrder, ScriptSlot),
) -> Result<Response<Body>, Broken> {
    let (mut head, body) = request.into_parts();
    head.extensions.insert(Peer(peer));
    head.extensions.insert(script);
    let body = match read(body).await {
        Ok(body) => body,
        Err(refusal) => return Ok(refusal.into_response()),
    };
    let answered = service.call(Request::from_parts(head, body)).await;
    if answered.as_ref().is_err_and(is_reset) {
        order.give();
    }
    Ok(answered?.map(|body| watched(body, order)))
}

/// The body; if it breaks in a reset, the order for it is given.
fn watched(body: Body, order: ResetOrder) -> Body {
    Body::new(body.map_err(move |error| {
        let cause = std::error::Error::source(&error);
        if cause
            .and_then(|cause| cause.downcast_ref())
            .is_some_and(is_reset)
        {
            order.give();
        }
        error
    }))
}

fn is_reset(broken: &Broken) -> bool {
    *broken == Broken::Reset
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
