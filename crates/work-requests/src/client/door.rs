//! Where requests leave: our transport, or a service of the user's own.

use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use tower::{Layer, Service, ServiceExt as _};
use work_requests_config::Env;
use work_requests_transport::{
    BoxError, CollectLayer, MinimumThroughput, Transport, TransportBuilder,
};

use super::Timeouts;
use crate::error::Error;
use crate::stack::Collected;

/// Wraps a user's service once the limits of the client are known.
type Wrap = Arc<dyn Fn(CollectLayer) -> Collected + Send + Sync>;

/// Settings of what is beneath the signature.
#[derive(Default)]
pub(super) struct Door {
    pub(super) timeouts: Timeouts,
    pub(super) max_body_bytes: Option<usize>,
    /// Unset: the transport's default rule. `Some(None)`: no rule.
    pub(super) minimum_throughput: Option<Option<MinimumThroughput>>,
    transport: TransportBuilder,
    own: Option<Wrap>,
}

impl Door {
    /// Changes a setting of our transport.
    pub(super) fn configure(&mut self, change: impl FnOnce(TransportBuilder) -> TransportBuilder) {
        self.transport = change(std::mem::take(&mut self.transport));
    }

    /// Takes a service in place of our transport.
    pub(super) fn replace<S, B>(&mut self, service: S)
    where
        S: Service<Request<Bytes>, Response = Response<B>> + Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.own = Some(Arc::new(move |collect| {
            let service = collect.layer(service.clone());
            Collected::new(move |request| Box::pin(service.clone().oneshot(request)))
        }));
    }

    /// The way out; and, where it is ours, the transport itself, to ask it about the way.
    pub(super) fn open(self, env: &Env) -> Result<(Collected, Option<Transport>), Error> {
        let mut collect = CollectLayer::new().read_timeout(self.timeouts.read);
        if let Some(limit) = self.max_body_bytes {
            collect = collect.max_body_bytes(limit);
        }
        if let Some(rule) = self.minimum_throughput {
            collect = collect.minimum_throughput(rule);
        }
        match self.own {
            Some(wrap) => Ok((wrap(collect), None)),
            None => {
                let transport = transport(self.transport, self.timeouts, env)?;
                let service = collect.layer(transport.clone());
                let collected = Collected::new(move |request| service.clone().call(request));
                Ok((collected, Some(transport)))
            }
        }
    }
}

#[cfg(feature = "auth")]
mod identity {
    use std::time::Duration;

    use work_requests_auth::Http;
    use work_requests_transport::Roots;

    use super::*;

    /// The largest answer of an identity service.
    const MOST_BYTES: usize = 1024 * 1024;

    /// How long an attempt to connect, and each read, may take.
    const PATIENCE: Duration = Duration::from_secs(10);

    /// The metadata service is on the same machine, or there is none.
    const METADATA_PATIENCE: Duration = Duration::from_secs(2);

    fn collect() -> CollectLayer {
        CollectLayer::new()
            .read_timeout(PATIENCE)
            .max_body_bytes(MOST_BYTES)
    }

    fn limits(connect: Duration) -> Timeouts {
        Timeouts {
            connect: Some(connect),
            read: Some(PATIENCE),
        }
    }

    impl Door {
        /// The ways to the metadata service and to identity services. The first may be called
        /// without TLS and never through a proxy; the second by the rules of the client.
        pub(in crate::client) fn identity(&self, env: &Env) -> Result<[Http; 2], Error> {
            if let Some(wrap) = &self.own {
                let http = Http::new(wrap(collect()));
                return Ok([http.clone(), http]);
            }
            let metadata = self.transport.clone().allow_plaintext(true).no_proxy("*");
            let metadata = transport(metadata, limits(METADATA_PATIENCE), env)?;
            let identity = transport(self.transport.clone(), limits(PATIENCE), env)?;
            Ok([metadata, identity].map(|service| Http::new(collect().layer(service))))
        }

        /// Makes ways to a cluster that trust the authorities in a PEM text and no others.
        pub(in crate::client) fn cluster(
            &self,
        ) -> impl Fn(&[u8]) -> Result<Http, Error> + Send + Sync + use<> {
            let own = self.own.clone();
            move |authorities| {
                if let Some(wrap) = &own {
                    return Ok(Http::new(wrap(collect())));
                }
                let builder = TransportBuilder::default()
                    .roots(Roots::Given)
                    .root_certificates_pem(authorities)
                    .no_proxy("*");
                let service = transport(builder, limits(PATIENCE), &Env::empty())?;
                Ok(Http::new(collect().layer(service)))
            }
        }
    }
}

fn transport(builder: TransportBuilder, timeouts: Timeouts, env: &Env) -> Result<Transport, Error> {
    let env = env.clone();
    let builder = builder
        .environment(move |name| env.var(name).map(str::to_owned))
        .connect_timeout(timeouts.connect)
        .read_timeout(timeouts.read);
    builder
        .build()
        .map_err(|e| Error::config(format!("the transport cannot be built: {e}")).with_source(e))
}
