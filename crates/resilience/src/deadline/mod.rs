//! Bounds on time: of a whole call, and of each attempt.
//!
//! [`TotalDeadlineLayer`] goes outside the retry and covers everything in it: attempts, the waits
//! between them, signing. [`AttemptTimeoutLayer`] goes inside the retry and the breaker, so that
//! both see its [`AttemptTimedOut`] as one attempt's failure. Either takes `None` for no limit.
//!
//! *Cloned per call:* nothing. *Shared by all clones:* nothing but the limit. *When the inner
//! service is not ready:* that is passed on, and not timed: time starts with `call`.

mod attempt;
mod future;
mod total;

pub use attempt::{AttemptTimedOut, AttemptTimeout, AttemptTimeoutLayer};
pub use future::ResponseFuture;
pub use total::{DeadlineExceeded, TotalDeadline, TotalDeadlineLayer};
