//! Oracle Cloud's rules for failures, on top of the general layers of `work-requests-resilience`.

mod circuit_breaker_strategy;
mod classification;
mod retry_strategy;

pub use circuit_breaker_strategy::CircuitBreakerStrategy;
pub use retry_strategy::RetryStrategy;

pub(crate) use circuit_breaker_strategy::BreakerCallback;
pub(crate) use classification::{Classification, is_passing, is_retryable};
