//! Bounds on time: of a whole call, and of each attempt.
//!
//! [`TotalDeadlineLayer`] goes outside the retry and covers everything in it: attempts, the waits
//! between them, signing. [`AttemptTimeoutLayer`] goes inside the retry and the breaker, so that
//! both see its [`AttemptTimedOut`] as one attempt's failure. Either takes `None` for no limit.
//! With a limit they need tokio's timers: `call` panics outside a runtime that has them.
//!
//! ```
//! use std::time::Duration;
//! use tower::{BoxError, ServiceBuilder, ServiceExt, service_fn};
//! use work_requests_resilience::TotalDeadlineLayer;
//! use work_requests_resilience::deadline::DeadlineExceeded;
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() {
//! # tokio::time::pause();
//! let service = ServiceBuilder::new()
//!     .layer(TotalDeadlineLayer::new(Duration::from_secs(5)))
//!     .service(service_fn(|_: ()| std::future::pending::<Result<(), BoxError>>()));
//! let error = service.oneshot(()).await.unwrap_err();
//! assert!(error.is::<DeadlineExceeded>());
//! # }
//! ```
//!
//! *Cloned per call:* nothing. *Shared by all clones:* nothing but the limit. *When the inner
//! service is not ready:* that is passed on, and not timed: time starts with `call`.

mod attempt;
mod future;
mod total;

pub use attempt::{AttemptTimedOut, AttemptTimeout, AttemptTimeoutLayer};
pub use future::ResponseFuture;
pub use total::{DeadlineExceeded, TotalDeadline, TotalDeadlineLayer};
