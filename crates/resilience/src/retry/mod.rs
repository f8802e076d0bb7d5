//! Repeats what failed for a passing reason, within limits.
//!
//! [`RetryPolicy`] is a [`tower::retry::Policy`]: it goes into tower's own [`RetryLayer`], which is
//! re-exported here. What is retryable comes from a [`Classify`](crate::Classify).
//!
//! *Cloned per call:* the policy, with the state of that call. *Shared by all clones:* the budget,
//! the jitter's sequence, and a record handed in by [`RetryPolicy::record_in`]. *When the inner
//! service is not ready:* tower waits for it, also before each retry.
//!
//! Requests are repeated as they are. One that must not be sent twice does not belong in this
//! layer, or takes [`RetryPolicy::never`].

mod attempts;
mod budget;
mod call;
pub(crate) mod classify;
mod limits;
mod policy;

pub use attempts::{Attempt, AttemptOutcome, Attempts, Ending, GiveUp};
pub use budget::TokenBudget;
pub use policy::RetryPolicy;
pub use tower::retry::{Retry, RetryLayer};
