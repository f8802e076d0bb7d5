//! The limit on one attempt.

use std::task::{Context, Poll};
use std::time::Duration;

use tower::{Layer, Service};

use super::future::{Passed, ResponseFuture};

/// Ends an attempt that takes longer than a limit.
#[derive(Clone, Copy, Debug, Default)]
pub struct AttemptTimeoutLayer {
    limit: Option<Duration>,
}

impl AttemptTimeoutLayer {
    /// A limit of that much time; `None` for no limit.
    pub fn new(limit: impl Into<Option<Duration>>) -> Self {
        Self {
            limit: limit.into(),
        }
    }
}

impl<S> Layer<S> for AttemptTimeoutLayer {
    type Service = AttemptTimeout<S>;

    fn layer(&self, inner: S) -> AttemptTimeout<S> {
        AttemptTimeout {
            inner,
            limit: self.limit,
        }
    }
}

/// A service under a limit; made by [`AttemptTimeoutLayer`].
#[derive(Clone, Debug)]
pub struct AttemptTimeout<S> {
    inner: S,
    limit: Option<Duration>,
}

impl<S, Req> Service<Req> for AttemptTimeout<S>
where
    S: Service<Req>,
    S::Error: From<AttemptTimedOut>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future, AttemptTimedOut>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Req) -> Self::Future {
        ResponseFuture::new(self.inner.call(request), self.limit)
    }
}

/// One attempt took longer than permitted. The request may have been carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no answer to this attempt within {:.1} s", limit.as_secs_f64())]
#[non_exhaustive]
pub struct AttemptTimedOut {
    /// The limit that was passed.
    pub limit: Duration,
}

impl Passed for AttemptTimedOut {
    fn passed(limit: Duration) -> Self {
        Self { limit }
    }
}
