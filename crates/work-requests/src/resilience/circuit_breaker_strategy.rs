//! When a client stops calling an endpoint that keeps failing.

use std::time::Duration;

use work_requests_config::Env;
use work_requests_resilience::breaker::{
    BreakerEvent, CircuitBreaker, CircuitBreakerBuilder, FailureRate,
};

/// Environment variable that turns the default circuit breaker off.
const ENABLED: &str = "OCI_SDK_DEFAULT_CIRCUITBREAKER_ENABLED";

/// Told of what a breaker does.
pub(crate) type BreakerCallback = std::sync::Arc<dyn Fn(&BreakerEvent) + Send + Sync>;

/// When calls are refused unsent because the endpoint keeps failing, and when it is tried again.
///
/// On by default: 10 failed attempts in a row open it, and after 30 s one probe decides. What
/// counts as failed: 409 `IncorrectState` and `LockConflict`, 429, 5xx but 501, connection errors
/// and timeouts. Other refusals neither count nor reset. Each client has its own.
///
/// ```
/// use std::time::Duration;
/// use work_requests::CircuitBreakerStrategy;
///
/// let patient = CircuitBreakerStrategy::default().consecutive_failures(50).recovery_time(Duration::from_secs(5));
/// let off = CircuitBreakerStrategy::none();
/// ```
#[derive(Debug, Clone)]
pub struct CircuitBreakerStrategy {
    enabled: bool,
    builder: CircuitBreakerBuilder,
}

impl Default for CircuitBreakerStrategy {
    fn default() -> Self {
        Self {
            enabled: true,
            builder: CircuitBreaker::builder(),
        }
    }
}

impl CircuitBreakerStrategy {
    /// No circuit breaker.
    pub fn none() -> Self {
        Self {
            enabled: false,
            ..Self::default()
        }
    }

    /// Opens after this many failed attempts in a row. Default 10; 0 counts as 1.
    #[must_use]
    pub fn consecutive_failures(self, failures: u32) -> Self {
        self.with(|builder| builder.consecutive_failures(failures))
    }

    /// Opens on the share of failed attempts among recent ones, in place of a row of them.
    #[must_use]
    pub fn failure_rate(self, rate: FailureRate) -> Self {
        self.with(|builder| builder.failure_rate(rate))
    }

    /// Lets a probe through this long after opening. Default 30 s.
    #[must_use]
    pub fn recovery_time(self, time: Duration) -> Self {
        self.with(|builder| builder.recovery(time))
    }

    /// How many probes may run at a time, and must succeed, before it closes. Default 1.
    #[must_use]
    pub fn half_open_permits(self, permits: u32) -> Self {
        self.with(|builder| builder.half_open_permits(permits))
    }

    /// Counts an attempt that succeeds after this time or later as failed. Default: none.
    #[must_use]
    pub fn slow_call(self, from: Duration) -> Self {
        self.with(|builder| builder.slow_call(from))
    }

    fn with(mut self, change: impl FnOnce(CircuitBreakerBuilder) -> CircuitBreakerBuilder) -> Self {
        self.builder = change(self.builder);
        self
    }

    /// On, unless the environment's switch says otherwise.
    pub(crate) fn from_env(env: &Env) -> Self {
        if env.switch(ENABLED).unwrap_or(true) {
            Self::default()
        } else {
            Self::none()
        }
    }

    /// A breaker for one endpoint.
    pub(crate) fn breaker(&self, callback: Option<BreakerCallback>) -> Option<CircuitBreaker> {
        let builder = self.builder.clone();
        let builder = match callback {
            Some(callback) => builder.on_event(move |event| callback(event)),
            None => builder,
        };
        self.enabled.then(|| builder.build())
    }
}
