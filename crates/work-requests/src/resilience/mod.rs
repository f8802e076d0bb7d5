//! Oracle Cloud's rules for failures, on top of the general layers of `work-requests-resilience`.

mod circuit_breaker_strategy;
mod classification;
mod failed_attempt;
mod retry_strategy;
mod retry_table;

pub use circuit_breaker_strategy::CircuitBreakerStrategy;
pub use failed_attempt::FailedAttempt;
pub use retry_strategy::RetryStrategy;
pub use retry_table::RetryTable;

pub(crate) use circuit_breaker_strategy::BreakerCallback;
pub(crate) use classification::{Classification, is_retryable};
