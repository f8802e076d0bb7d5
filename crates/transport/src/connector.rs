//! Opens connections: name, TCP, then TLS, all under the one connect timeout.

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::future::BoxFuture;
use http::Uri;
use http::uri::Scheme;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tower_service::Service;

use crate::diagnosis;
use crate::error::{BoxError, Delivery, TimeoutStage, TransportError};
use crate::resolver::Resolver;
use crate::tls::LazyTls;

type Stream = MaybeHttpsStream<TokioIo<TcpStream>>;

/// What the pool calls when it has no idle connection. Its errors are [`TransportError`]s.
#[derive(Clone, Debug)]
pub(crate) struct Connector {
    tcp: HttpConnector<Resolver>,
    tls: Arc<LazyTls>,
    limit: Option<Duration>,
}

impl Connector {
    pub(crate) fn new(resolver: Resolver, tls: Arc<LazyTls>, limit: Option<Duration>) -> Self {
        let mut tcp = HttpConnector::new_with_resolver(resolver);
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        Self { tcp, tls, limit }
    }

    async fn connect(self, target: Uri) -> Result<Stream, TransportError> {
        let Some(limit) = self.limit else {
            return self.open(target).await;
        };
        let late = connect_timed_out(&target, limit);
        match tokio::time::timeout(limit, self.open(target)).await {
            Ok(opened) => opened,
            Err(_) => Err(late),
        }
    }

    async fn open(mut self, target: Uri) -> Result<Stream, TransportError> {
        let opened = if target.scheme() == Some(&Scheme::HTTPS) {
            let config = self
                .tls
                .config()
                .await
                .map_err(|cause| diagnosis::tls_setup(&target, cause))?;
            HttpsConnector::from((self.tcp, config))
                .call(target.clone())
                .await
        } else {
            let tcp = self.tcp.call(target.clone()).await;
            tcp.map(MaybeHttpsStream::Http).map_err(BoxError::from)
        };
        opened.map_err(|cause| diagnosis::connect(&target, cause))
    }
}

fn connect_timed_out(target: &Uri, limit: Duration) -> TransportError {
    TransportError::timed_out(
        TimeoutStage::Connect,
        Delivery::NotSent,
        format!(
            "no connection to `{}` within the connect timeout of {limit:?}: check the endpoint, \
             the network and any proxy, or raise the timeout",
            diagnosis::place(target)
        ),
    )
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Stream, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        Box::pin(self.clone().connect(target))
    }
}
