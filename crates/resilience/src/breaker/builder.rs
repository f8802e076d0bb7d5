//! The settings of a breaker.

use std::time::Duration;

use super::counter::Trip;
use super::event::{BreakerEvent, Callback};
use super::handle::CircuitBreaker;
use super::machine::Rules;
use super::window::FailureRate;
use crate::clock::Clock;

/// The settings of a [`CircuitBreaker`]; each [`build`](Self::build) makes a separate one.
#[derive(Clone, Debug)]
pub struct CircuitBreakerBuilder {
    pub(super) rules: Rules,
    pub(super) slow: Option<Duration>,
    pub(super) clock: Clock,
    pub(super) callback: Option<Callback>,
}

impl Default for CircuitBreakerBuilder {
    fn default() -> Self {
        let rules = Rules {
            trip: Trip::InARow(10),
            recovery: Duration::from_secs(30),
            half_open_permits: 1,
        };
        Self {
            rules,
            slow: None,
            clock: Clock::default(),
            callback: None,
        }
    }
}

impl CircuitBreakerBuilder {
    /// Opens after so many failures in a row; 10 by default, 0 counts as 1.
    #[must_use]
    pub fn consecutive_failures(mut self, failures: u32) -> Self {
        self.rules.trip = Trip::InARow(failures.max(1));
        self
    }

    /// Opens on the share of failures among recent calls, instead of on a row of them.
    #[must_use]
    pub fn failure_rate(mut self, rate: FailureRate) -> Self {
        self.rules.trip = Trip::Rate(rate);
        self
    }

    /// Sets the time from opening to the first probe; 30 seconds by default.
    #[must_use]
    pub fn recovery(mut self, recovery: Duration) -> Self {
        self.rules.recovery = recovery;
        self
    }

    /// Sets how many probes must succeed, and how many may run at a time, before it closes;
    /// 1 by default, 0 counts as 1.
    #[must_use]
    pub fn half_open_permits(mut self, permits: u32) -> Self {
        self.rules.half_open_permits = permits.max(1);
        self
    }

    /// Counts a success that took this long or longer as a failure; off by default.
    #[must_use]
    pub fn slow_call(mut self, from: impl Into<Option<Duration>>) -> Self {
        self.slow = from.into();
        self
    }

    /// Reads the time elsewhere.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Tells `callback` of each change of state and each refusal.
    ///
    /// It runs on the thread of the call that caused the event, outside the breaker's lock, so it
    /// may use the breaker; work that takes time belongs elsewhere. If it panics, the call goes on
    /// and an ERROR event is traced.
    #[must_use]
    pub fn on_event(mut self, callback: impl Fn(&BreakerEvent) + Send + Sync + 'static) -> Self {
        self.callback = Some(Callback::new(callback));
        self
    }

    /// A closed breaker with these settings.
    pub fn build(&self) -> CircuitBreaker {
        CircuitBreaker::from_settings(self.clone())
    }
}
