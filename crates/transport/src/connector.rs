//! Opens connections: name, TCP, any proxy, then TLS, all under the one connect timeout.

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::future::BoxFuture;
use http::Uri;
use http::uri::Scheme;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use rustls::ClientConfig;
use tokio::time::Instant;
use tower_service::Service;

use crate::diagnosis;
use crate::error::{BoxError, Delivery, Stage, TimeoutStage, TransportError};
use crate::proxy::{Opened, Proxies, Proxy, handshake};
use crate::resolver::Resolver;
use crate::stream::{Hop, Stream};
use crate::tls::LazyTls;

/// What the pool calls when it has no idle connection. Its errors are [`TransportError`]s.
#[derive(Clone, Debug)]
pub(crate) struct Connector {
    tcp: HttpConnector<Resolver>,
    resolver: Resolver,
    tls: Arc<LazyTls>,
    proxies: Arc<Proxies>,
    limit: Option<Duration>,
}

impl Connector {
    pub(crate) fn new(
        resolver: Resolver,
        tls: LazyTls,
        proxies: Arc<Proxies>,
        limit: Option<Duration>,
    ) -> Self {
        let mut tcp = HttpConnector::new_with_resolver(resolver.clone());
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        Self {
            tcp,
            resolver,
            tls: Arc::new(tls),
            proxies,
            limit,
        }
    }

    async fn connect(self, target: Uri) -> Result<Stream, TransportError> {
        let patience = Patience::new(self.limit, &target);
        let proxy = self.proxies.route(&target)?;
        // Before any socket: whom to trust is settled here, not by whether the server is up.
        let tls = patience.for_stage(Stage::Tls, self.tls_for(&target));
        let tls = tls.await?;
        let hop = match &proxy {
            None => {
                let direct = self.direct(&target);
                patience.for_stage(Stage::Connect, direct).await?
            }
            Some(proxy) => {
                let reach = async { self.reach(&proxy.uri()).await };
                let hop = patience.for_stage(Stage::Proxy, reach).await?;
                if proxy.forwards(&target) {
                    return Ok(Stream::to_proxy(hop));
                }
                let through = self.through(proxy, hop, &target);
                patience.for_stage(Stage::Proxy, through).await?
            }
        };
        let secured = secure(hop, tls, &target);
        patience.for_stage(Stage::Tls, secured).await
    }

    async fn direct(&self, target: &Uri) -> Result<Hop, TransportError> {
        let tcp = self.tcp.clone().call(target.clone()).await;
        tcp.map(MaybeHttpsStream::Http)
            .map_err(|cause| diagnosis::connect(target, cause.into()))
    }

    async fn through(&self, proxy: &Proxy, hop: Hop, target: &Uri) -> Result<Hop, TransportError> {
        // Boxed: of a size that every connection would reserve, and few go through a proxy.
        Box::pin(handshake(proxy, hop, target, &self.resolver))
            .await
            .map_err(|cause| diagnosis::handshake(&proxy.uri(), target, cause))
    }

    /// A connection to the proxy itself, over TLS if its URL says so.
    async fn reach(&self, proxy: &Uri) -> Result<Hop, TransportError> {
        let mut tcp = self.tcp.clone();
        let reached = match self.tls_for(proxy).await? {
            Some(config) => {
                HttpsConnector::from((tcp, config))
                    .call(proxy.clone())
                    .await
            }
            None => {
                let tcp = tcp.call(proxy.clone()).await;
                tcp.map(MaybeHttpsStream::Http).map_err(BoxError::from)
            }
        };
        reached.map_err(|cause| diagnosis::proxy_unreachable(proxy, cause))
    }

    /// The TLS configuration for a URI, if it asks for TLS.
    pub(crate) async fn tls_for(
        &self,
        uri: &Uri,
    ) -> Result<Option<Arc<ClientConfig>>, TransportError> {
        if uri.scheme() != Some(&Scheme::HTTPS) {
            return Ok(None);
        }
        let config = self.tls.config().await;
        config
            .map(Some)
            .map_err(|cause| diagnosis::tls_setup(uri, cause))
    }
}

/// Puts TLS over `hop` if there is a configuration for it.
async fn secure(
    hop: Hop,
    tls: Option<Arc<ClientConfig>>,
    target: &Uri,
) -> Result<Stream, TransportError> {
    let Some(config) = tls else {
        return Ok(Stream::to_target(MaybeHttpsStream::Http(hop)));
    };
    let secured = HttpsConnector::from((Opened::new(hop), config))
        .call(target.clone())
        .await;
    secured
        .map(Stream::to_target)
        .map_err(|cause| diagnosis::connect(target, cause))
}

/// The connect timeout, over all stages together.
struct Patience<'t> {
    limit: Option<Duration>,
    ends: Option<Instant>,
    target: &'t Uri,
}

impl<'t> Patience<'t> {
    fn new(limit: Option<Duration>, target: &'t Uri) -> Self {
        Self {
            limit,
            // A limit beyond what the clock can count is none.
            ends: limit.and_then(|limit| Instant::now().checked_add(limit)),
            target,
        }
    }

    /// Does `work` while there is time left; a failure knows at which stage there was none.
    async fn for_stage<T>(
        &self,
        stage: Stage,
        work: impl Future<Output = Result<T, TransportError>>,
    ) -> Result<T, TransportError> {
        let Some(ends) = self.ends else {
            return work.await;
        };
        let done = tokio::time::timeout_at(ends, work).await;
        done.unwrap_or_else(|_| Err(self.timed_out().at(stage)))
    }

    fn timed_out(&self) -> TransportError {
        TransportError::timed_out(
            TimeoutStage::Connect,
            Delivery::NotSent,
            format!(
                "no connection to `{}` within the connect timeout of {:?}: check the endpoint, \
                 the network and any proxy, or raise the timeout",
                diagnosis::place(self.target),
                self.limit.unwrap_or_default()
            ),
        )
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proxy::ProxySettings;
    use crate::tls::{TlsSettings, Trust};

    #[tokio::test]
    async fn the_roots_are_loaded_by_https_only() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let place = listener.local_addr().unwrap();
        let tls = LazyTls::new(TlsSettings {
            trust: Trust::default(),
            identity: None,
        });
        let proxies = Arc::new(Proxies::new(&ProxySettings::default()).unwrap());
        let limit = Some(Duration::from_secs(5));
        let mut connector = Connector::new(Resolver::new([].into()), tls, proxies, limit);
        let plain = format!("http://{place}/").parse().unwrap();
        connector.call(plain).await.unwrap();
        assert!(!connector.tls.is_loaded());

        drop(listener);
        let secure = format!("https://{place}/").parse().unwrap();
        assert!(connector.tls_for(&secure).await.is_ok() || cfg!(not(feature = "webpki-roots")));
        assert_eq!(connector.tls.is_loaded(), cfg!(feature = "webpki-roots"));
    }
}
