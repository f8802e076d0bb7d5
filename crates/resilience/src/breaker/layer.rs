//! The layer.

use std::sync::Arc;

use tower::Layer;

use super::CircuitBreakerService;
use super::handle::CircuitBreaker;

/// Puts a [`CircuitBreaker`] around services; all of them share that breaker.
#[derive(Debug)]
pub struct CircuitBreakerLayer<C> {
    breaker: CircuitBreaker,
    classify: Arc<C>,
}

impl<C> CircuitBreakerLayer<C> {
    /// Guards services with `breaker`, which learns from what `classify` says.
    pub fn new(breaker: CircuitBreaker, classify: C) -> Self {
        Self {
            breaker,
            classify: Arc::new(classify),
        }
    }
}

impl<S, C> Layer<S> for CircuitBreakerLayer<C> {
    type Service = CircuitBreakerService<S, C>;

    fn layer(&self, inner: S) -> Self::Service {
        CircuitBreakerService {
            inner,
            breaker: self.breaker.clone(),
            classify: Arc::clone(&self.classify),
        }
    }
}

impl<C> Clone for CircuitBreakerLayer<C> {
    fn clone(&self) -> Self {
        Self {
            breaker: self.breaker.clone(),
            classify: Arc::clone(&self.classify),
        }
    }
}
