//! The client itself.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{BoxFuture, Either, select};
use http::header::PROXY_AUTHORIZATION;
use http::{Request, Response, StatusCode, Uri, Version};
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::capture_connection;
use tower_service::Service;

use crate::admission::{self, Plaintext};
use crate::body::TransportBody;
use crate::connector::Connector;
use crate::diagnosis;
use crate::error::{Delivery, TimeoutStage, TransportError};
use crate::head_wait::HeadWait;
use crate::proxy::{Proxies, Proxy, Route};
use crate::slots::Slots;

/// What a forwarding proxy answers when it wants credentials; a tunnel says so before.
const PROXY_REFUSAL: StatusCode = StatusCode::PROXY_AUTHENTICATION_REQUIRED;

/// An HTTP/1.1 client over hyper and rustls, as a [`Service`].
///
/// One call is one request on the wire, with a single exception that nobody can notice: when a
/// pooled connection turns out to be closed before any of the request was written to it, the
/// request goes out on another one.
///
/// Clones are cheap and share the connection pool and the TLS configuration. It is always ready.
/// Must be used within a tokio runtime with its clock and I/O enabled. Dropping a call's future
/// closes its connection, since an answer may still arrive on it.
#[derive(Clone, Debug)]
pub struct Transport {
    client: Client<Connector, Full<Bytes>>,
    rules: Arc<Rules>,
}

/// What all clones go by.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) plaintext: Plaintext,
    pub(crate) read_timeout: Option<Duration>,
    pub(crate) proxies: Arc<Proxies>,
    pub(crate) slots: Slots,
    pub(crate) connector: Connector,
}

impl Transport {
    pub(crate) fn assemble(client: Client<Connector, Full<Bytes>>, rules: Rules) -> Self {
        Self {
            client,
            rules: Arc::new(rules),
        }
    }

    /// Checks all of a call to `target` that needs no socket: whether it may be sent at all,
    /// whether its proxy can be understood, and whether the authorities to trust can be read.
    ///
    /// # Errors
    ///
    /// What a call would fail with before its first byte.
    pub async fn check(&self, target: &Uri) -> Result<Route, TransportError> {
        admission::admit(target, self.rules.plaintext)?;
        let proxy = self.rules.proxies.route(target)?;
        self.rules.connector.tls_for(target).await?;
        Ok(proxy.map_or(Route::Direct, |proxy| proxy.as_route()))
    }

    async fn send(
        self,
        mut request: Request<Bytes>,
    ) -> Result<Response<TransportBody>, TransportError> {
        let rules = &*self.rules;
        let limit = HeadWait::take_over(&mut request, rules.read_timeout);
        admission::admit(request.uri(), rules.plaintext)?;
        admission::name_host(&mut request);
        *request.version_mut() = Version::HTTP_11;
        let target = request.uri().clone();
        let forwarder = rules
            .proxies
            .route(&target)?
            .filter(|proxy| proxy.forwards(&target));
        if let Some(authorization) = forwarder.as_ref().and_then(Proxy::authorization) {
            request
                .headers_mut()
                .insert(PROXY_AUTHORIZATION, authorization.clone());
        }
        let slot = rules.slots.acquire(&target).await;
        let response = self.exchange(request, &target, limit).await?;
        if let Some(proxy) = forwarder.filter(|_| response.status() == PROXY_REFUSAL) {
            return Err(diagnosis::proxy_refused(&proxy.uri(), &target));
        }
        let place = target.authority().cloned();
        Ok(response.map(|body| TransportBody::new(body, place, rules.read_timeout, slot)))
    }

    /// Sends, and waits for the head. The read timeout runs from the moment there is a connection.
    async fn exchange(
        &self,
        request: Request<Bytes>,
        target: &Uri,
        limit: Option<Duration>,
    ) -> Result<Response<hyper::body::Incoming>, TransportError> {
        let mut request = request.map(Full::new);
        let mut connection = capture_connection(&mut request);
        let mut response = pin!(self.client.request(request));
        let connected = pin!(async {
            connection.wait_for_connection_metadata().await;
        });
        let answered = match (select(&mut response, connected).await, limit) {
            (Either::Left((answered, _)), _) => answered,
            (Either::Right(_), None) => response.await,
            (Either::Right(_), Some(limit)) => tokio::time::timeout(limit, response)
                .await
                .map_err(|_| head_timed_out(diagnosis::place(target), limit))?,
        };
        answered.map_err(|cause| diagnosis::request(target, cause))
    }
}

pub(crate) fn head_timed_out(place: &str, limit: Duration) -> TransportError {
    TransportError::timed_out(
        TimeoutStage::Head,
        Delivery::Unknown,
        format!(
            "`{place}` did not answer within the read timeout of {limit:?}: ask again if \
             repeating is safe, or raise the timeout"
        ),
    )
}

impl Service<Request<Bytes>> for Transport {
    type Response = Response<TransportBody>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Response<TransportBody>, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        Box::pin(self.clone().send(request))
    }
}
