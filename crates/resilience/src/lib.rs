//! Retry policies, a circuit breaker and deadlines as tower layers.
