#![doc = include_str!("../README.md")]

pub mod backoff;
pub mod breaker;
mod clock;
pub mod deadline;
mod jitter;
pub mod retry;
mod retry_after;

pub use backoff::{Backoff, BackoffKind};
pub use breaker::{CircuitBreaker, CircuitBreakerLayer};
pub use clock::Clock;
pub use deadline::{AttemptTimeoutLayer, TotalDeadlineLayer};
pub use jitter::Jitter;
pub use retry::classify::{Classify, ClassifyFn, Transient, Verdict, classify_fn};
pub use retry::{Attempts, RetryLayer, RetryPolicy, TokenBudget};
pub use retry_after::{LONGEST_RETRY_AFTER, retry_after};
