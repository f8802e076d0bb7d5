//! Where requests leave: our transport, or a service of the user's own.

use bytes::Bytes;
use http::{Request, Response};
use tower::util::BoxCloneSyncService;
use tower::{Layer, Service};
use work_requests_config::Env;
use work_requests_transport::{
    BoxError, CollectLayer, MinimumThroughput, Transport, TransportBuilder,
};

use super::Timeouts;
use crate::error::Error;
use crate::stack::Collected;

/// Wraps a user's service once the limits of the client are known.
type Wrap = Box<dyn FnOnce(CollectLayer) -> Collected + Send + Sync>;

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
        self.own = Some(Box::new(move |collect| {
            BoxCloneSyncService::new(collect.layer(service))
        }));
    }

    pub(super) fn open(self, env: &Env) -> Result<Collected, Error> {
        let mut collect = CollectLayer::new().read_timeout(self.timeouts.read);
        if let Some(limit) = self.max_body_bytes {
            collect = collect.max_body_bytes(limit);
        }
        if let Some(rule) = self.minimum_throughput {
            collect = collect.minimum_throughput(rule);
        }
        match self.own {
            Some(wrap) => Ok(wrap(collect)),
            None => Ok(BoxCloneSyncService::new(collect.layer(transport(
                self.transport,
                self.timeouts,
                env,
            )?))),
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
