//! The response future of both layers.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use pin_project_lite::pin_project;
use tokio::time::{Timeout, timeout};

/// An error that says which limit was passed.
pub(super) trait Passed {
    fn passed(limit: Duration) -> Self;
}

pin_project! {
    /// An inner future under a limit; `T` is the error when time is up.
    #[derive(Debug)]
    pub struct ResponseFuture<F, T> {
        #[pin]
        state: State<F>,
        error: PhantomData<fn() -> T>,
    }
}

pin_project! {
    #[project = StateProj]
    #[derive(Debug)]
    enum State<F> {
        Limited { #[pin] future: Timeout<F>, limit: Duration },
        Unlimited { #[pin] future: F },
    }
}

impl<F: Future, T> ResponseFuture<F, T> {
    pub(super) fn new(future: F, limit: Option<Duration>) -> Self {
        let state = match limit {
            Some(limit) => State::Limited {
                future: timeout(limit, future),
                limit,
            },
            None => State::Unlimited { future },
        };
        Self {
            state,
            error: PhantomData,
        }
    }
}

#[allow(
    private_bounds,
    reason = "the two errors of this module are all there will be"
)]
impl<F, Res, E, T> Future for ResponseFuture<F, T>
where
    F: Future<Output = Result<Res, E>>,
    T: Passed,
    E: From<T>,
{
    type Output = Result<Res, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project().state.project() {
            StateProj::Unlimited { future } => future.poll(cx),
            StateProj::Limited { future, limit } => {
                let in_time = ready!(future.poll(cx));
                Poll::Ready(in_time.unwrap_or_else(|_| Err(T::passed(*limit).into())))
            }
        }
    }
}
