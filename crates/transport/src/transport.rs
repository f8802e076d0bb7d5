//! The client itself.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{BoxFuture, Either, select};
use http::{Request, Response, Uri, Version};
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::capture_connection;
use tower_service::Service;

use crate::admission::{self, Plaintext};
use crate::body::TransportBody;
use crate::builder::TransportBuilder;
use crate::connector::Connector;
use crate::diagnosis;
use crate::error::{Delivery, TimeoutStage, TransportError};
use crate::head_wait::HeadWait;

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
    plaintext: Plaintext,
    read_timeout: Option<Duration>,
}

impl Transport {
    /// A transport with all defaults.
    ///
    /// # Errors
    ///
    /// None at present with the defaults; the signature is the builder's.
    pub fn new() -> Result<Self, crate::BuildError> {
        Self::builder().build()
    }

    /// Starts from the defaults, which [`TransportBuilder`] lists.
    pub fn builder() -> TransportBuilder {
        TransportBuilder::default()
    }

    pub(crate) fn assemble(
        client: Client<Connector, Full<Bytes>>,
        plaintext: Plaintext,
        read_timeout: Option<Duration>,
    ) -> Self {
        Self {
            client,
            plaintext,
            read_timeout,
        }
    }

    async fn send(
        self,
        mut request: Request<Bytes>,
    ) -> Result<Response<TransportBody>, TransportError> {
        let limit = HeadWait::take_over(&mut request, self.read_timeout);
        admission::admit(request.uri(), self.plaintext)?;
        admission::name_host(&mut request);
        *request.version_mut() = Version::HTTP_11;
        let target = request.uri().clone();
        let response = self.exchange(request, &target, limit).await?;
        let place = Arc::from(diagnosis::place(&target));
        Ok(response.map(|body| TransportBody::new(body, place, self.read_timeout)))
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
