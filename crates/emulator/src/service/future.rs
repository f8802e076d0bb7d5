//! The answer on its way.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use http::Response;

use crate::faults::Broken;

/// Resolves to the answer. Nothing happens before it is first polled.
pub struct EmulatorFuture(Answering);

type Answering = Pin<Box<dyn Future<Output = Result<Response<Body>, Broken>> + Send>>;

impl EmulatorFuture {
    pub(super) fn new(
        answer: impl Future<Output = Result<Response<Body>, Broken>> + Send + 'static,
    ) -> Self {
        Self(Box::pin(answer))
    }
}

impl Future for EmulatorFuture {
    type Output = Result<Response<Body>, Broken>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl fmt::Debug for EmulatorFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmulatorFuture")
    }
}
