//! The limit on a whole call.

use std::task::{Context, Poll};
use std::time::Duration;

use tower::{Layer, Service};

use super::future::{Passed, ResponseFuture};

/// Ends a call that takes longer than a limit, whatever it is doing.
#[derive(Clone, Copy, Debug, Default)]
pub struct TotalDeadlineLayer {
    limit: Option<Duration>,
}

impl TotalDeadlineLayer {
    /// A limit of that much time; `None` for no limit.
    pub fn new(limit: impl Into<Option<Duration>>) -> Self {
        Self {
            limit: limit.into(),
        }
    }
}

impl<S> Layer<S> for TotalDeadlineLayer {
    type Service = TotalDeadline<S>;

    fn layer(&self, inner: S) -> TotalDeadline<S> {
        TotalDeadline {
            inner,
            limit: self.limit,
        }
    }
}

/// A service under a limit; made by [`TotalDeadlineLayer`].
#[derive(Clone, Debug)]
pub struct TotalDeadline<S> {
    inner: S,
    limit: Option<Duration>,
}

impl<S, Req> Service<Req> for TotalDeadline<S>
where
    S: Service<Req>,
    S::Error: From<DeadlineExceeded>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future, DeadlineExceeded>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Req) -> Self::Future {
        ResponseFuture::new(self.inner.call(request), self.limit)
    }
}

/// The whole call took longer than permitted. What was sent last may have been carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no final answer within {:.1} s; permit more time, or fewer attempts", limit.as_secs_f64())]
#[non_exhaustive]
pub struct DeadlineExceeded {
    /// The limit that was passed.
    pub limit: Duration,
}

impl Passed for DeadlineExceeded {
    fn passed(limit: Duration) -> Self {
        Self { limit }
    }
}
