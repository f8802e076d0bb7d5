//! The response future.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;

use super::error::BreakerOpen;
use super::handle::Permit;
use super::outcome::ClassifyOutcome;

pin_project! {
    /// The future of [`CircuitBreakerService`](super::CircuitBreakerService).
    #[derive(Debug)]
    pub struct ResponseFuture<F, C> {
        #[pin]
        state: State<F, C>,
    }
}

pin_project! {
    #[project = StateProj]
    #[derive(Debug)]
    enum State<F, C> {
        Admitted { #[pin] future: F, permit: Option<Permit>, classify: Arc<C> },
        Rejected { error: BreakerOpen },
    }
}

impl<F, C> ResponseFuture<F, C> {
    pub(super) fn admitted(future: F, permit: Permit, classify: Arc<C>) -> Self {
        Self {
            state: State::Admitted {
                future,
                permit: Some(permit),
                classify,
            },
        }
    }

    pub(super) fn rejected(error: BreakerOpen) -> Self {
        Self {
            state: State::Rejected { error },
        }
    }
}

impl<F, C, Res, E> Future for ResponseFuture<F, C>
where
    F: Future<Output = Result<Res, E>>,
    C: ClassifyOutcome<Res, E>,
    E: From<BreakerOpen>,
{
    type Output = Result<Res, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project().state.project() {
            StateProj::Rejected { error } => Poll::Ready(Err(error.clone().into())),
            StateProj::Admitted {
                future,
                permit,
                classify,
            } => {
                let result = ready!(future.poll(cx));
                if let Some(permit) = permit.take() {
                    permit.settle(classify.outcome(result.as_ref()));
                }
                Poll::Ready(result)
            }
        }
    }
}
