//! Names to addresses: the system's resolver, with fixed answers before it.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use tower_service::Service;

/// The system said that a name has no address, or could not be asked.
#[derive(Debug, thiserror::Error)]
#[error("no address for the name")]
pub(crate) struct ResolveError(#[source] std::io::Error);

/// Asks the fixed table first, then `getaddrinfo` on a blocking thread.
#[derive(Clone, Debug)]
pub(crate) struct Resolver {
    fixed: Arc<HashMap<String, SocketAddr>>,
    system: GaiResolver,
}

impl Resolver {
    /// `fixed` has lower-case names.
    pub(crate) fn new(fixed: HashMap<String, SocketAddr>) -> Self {
        Self {
            fixed: Arc::new(fixed),
            system: GaiResolver::new(),
        }
    }
}

impl Service<Name> for Resolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = ResolveError;
    type Future = BoxFuture<'static, Result<Self::Response, ResolveError>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), ResolveError>> {
        self.system.poll_ready(cx).map_err(ResolveError)
    }

    fn call(&mut self, name: Name) -> Self::Future {
        if let Some(address) = self.fixed.get(&name.as_str().to_ascii_lowercase()) {
            let answer = vec![*address].into_iter();
            return Box::pin(std::future::ready(Ok(answer)));
        }
        let lookup = self.system.call(name);
        Box::pin(async move {
            let found: Vec<_> = lookup.await.map_err(ResolveError)?.collect();
            Ok(found.into_iter())
        })
    }
}
