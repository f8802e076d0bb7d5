//! Stops calling a far side that keeps failing.
//!
//! After 10 failed calls in a row, or by another rule of [`CircuitBreakerBuilder`], the breaker
//! opens and refuses calls unsent, with [`BreakerOpen`]. After 30 seconds it lets a probe through:
//! if that succeeds it closes, if it fails it stays open as long again.
//!
//! There are no tasks and no timers: the clock is read when a call comes. Calls that began before
//! a change of state say nothing about the state after it. A call dropped before its end counts
//! for nothing, and a probe's permit is given back; so put a timeout inside the breaker, or a far
//! side that hangs can hold a probe for ever.
//!
//! *Cloned per call:* two `Arc`s. *Shared by all clones:* the breaker. *When the inner service is
//! not ready:* the breaker passes that on; it refuses in `call`, never in `poll_ready`.
//!
//! ```
//! use tower::{ServiceBuilder, ServiceExt, service_fn};
//! use work_requests_resilience::breaker::{CircuitBreaker, CircuitBreakerLayer, Failure, Outcome, outcome_fn};
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() {
//! let breaker = CircuitBreaker::builder().consecutive_failures(2).build();
//! let judge = outcome_fn(|result: Result<&(), &tower::BoxError>| match result {
//!     Ok(()) => Outcome::Success,
//!     Err(error) => Failure::new(error.to_string()).into(),
//! });
//! let service = ServiceBuilder::new()
//!     .layer(CircuitBreakerLayer::new(breaker, judge))
//!     .service(service_fn(|_: ()| async { Err::<(), _>(tower::BoxError::from("no route")) }));
//!
//! for _ in 0..2 {
//!     service.clone().oneshot(()).await.unwrap_err();
//! }
//! let refused = service.oneshot(()).await.unwrap_err();
//! assert!(refused.to_string().ends_with("last failure: no route"));
//! # }
//! ```

mod builder;
mod counter;
mod error;
mod event;
mod future;
mod handle;
mod layer;
mod machine;
mod outcome;
mod window;

pub use builder::CircuitBreakerBuilder;
pub use error::BreakerOpen;
pub use event::BreakerEvent;
pub use future::ResponseFuture;
pub use handle::{CircuitBreaker, Permit};
pub use layer::CircuitBreakerLayer;
pub use machine::BreakerState;
pub use outcome::{ClassifyOutcome, Failure, Outcome, OutcomeFn, outcome_fn};
pub use window::{FailureRate, Window};

use std::sync::Arc;
use std::task::{Context, Poll};

use tower::Service;

/// A service behind a [`CircuitBreaker`]; made by [`CircuitBreakerLayer`].
#[derive(Debug)]
pub struct CircuitBreakerService<S, C> {
    inner: S,
    breaker: CircuitBreaker,
    classify: Arc<C>,
}

impl<S, C, Req> Service<Req> for CircuitBreakerService<S, C>
where
    S: Service<Req>,
    S::Error: From<BreakerOpen>,
    C: ClassifyOutcome<S::Response, S::Error>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future, C>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Req) -> Self::Future {
        match self.breaker.try_acquire() {
            Ok(permit) => {
                let future = self.inner.call(request);
                ResponseFuture::admitted(future, permit, Arc::clone(&self.classify))
            }
            Err(error) => ResponseFuture::rejected(error),
        }
    }
}

impl<S: Clone, C> Clone for CircuitBreakerService<S, C> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            breaker: self.breaker.clone(),
            classify: Arc::clone(&self.classify),
        }
    }
}
