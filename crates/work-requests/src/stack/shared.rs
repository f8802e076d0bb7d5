//! A service behind one handle.

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::future::BoxFuture;
use tower::Service;

type Call<Req, Res, E> = dyn Fn(Req) -> BoxFuture<'static, Result<Res, E>> + Send + Sync;

/// A service as a function that all calls share: to clone it, as layers do for every call, copies a
/// pointer, where a boxed service copies all that is beneath. It is always ready; what is beneath
/// is waited for within the call, and so within its limits of time.
pub(crate) struct SharedService<Req, Res, E>(Arc<Call<Req, Res, E>>);

impl<Req, Res, E> SharedService<Req, Res, E> {
    pub(crate) fn new(
        call: impl Fn(Req) -> BoxFuture<'static, Result<Res, E>> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(call))
    }
}

impl<Req, Res, E> Service<Req> for SharedService<Req, Res, E> {
    type Response = Res;
    type Error = E;
    type Future = BoxFuture<'static, Result<Res, E>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), E>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Req) -> Self::Future {
        (self.0)(request)
    }
}

impl<Req, Res, E> Clone for SharedService<Req, Res, E> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<Req, Res, E> fmt::Debug for SharedService<Req, Res, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedService")
    }
}
