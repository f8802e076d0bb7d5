//! The shared breaker and its permits.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::builder::CircuitBreakerBuilder;
use super::error::BreakerOpen;
use super::event::{self, BreakerEvent};
use super::machine::{BreakerState, Machine, Ticket};
use super::outcome::{Failure, Outcome};

/// A circuit breaker; clones are handles to the same one.
///
/// Use one for each far side that can fail by itself. [`CircuitBreakerLayer`] puts it around a
/// service; [`try_acquire`](Self::try_acquire) is for anything else.
///
/// [`CircuitBreakerLayer`]: super::CircuitBreakerLayer
#[derive(Clone, Debug)]
pub struct CircuitBreaker(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    settings: CircuitBreakerBuilder,
    machine: Mutex<Machine>,
}

impl Default for CircuitBreaker {
    fn default() -> Self {
        Self::builder().build()
    }
}

impl CircuitBreaker {
    /// Settings, with the defaults to start from.
    pub fn builder() -> CircuitBreakerBuilder {
        CircuitBreakerBuilder::default()
    }

    pub(super) fn from_settings(settings: CircuitBreakerBuilder) -> Self {
        let machine = Mutex::new(Machine::new(settings.rules, settings.clock.now()));
        Self(Arc::new(Shared { settings, machine }))
    }

    /// Asks to make a call.
    ///
    /// # Errors
    /// [`BreakerOpen`] when the breaker is open, or half-open with all probes taken.
    pub fn try_acquire(&self) -> Result<Permit, BreakerOpen> {
        let now = self.now();
        let (admission, event) = self.lock().admit(now);
        self.tell(event);
        let ticket = admission?;
        Ok(Permit {
            breaker: self.clone(),
            ticket: Some(ticket),
            since: now,
        })
    }

    /// The present state. It reads half-open as soon as the recovery time has passed.
    pub fn state(&self) -> BreakerState {
        let now = self.now();
        self.lock().state(now)
    }

    /// Time until a probe may pass; `None` unless open.
    pub fn until_probe(&self) -> Option<Duration> {
        let now = self.now();
        self.lock().until_probe(now)
    }

    fn settle(&self, ticket: Ticket, outcome: Outcome) {
        let now = self.now();
        let event = self.lock().settle(ticket, outcome, now);
        self.tell(event);
    }

    fn tell(&self, event: Option<BreakerEvent>) {
        let Some(event) = event else { return };
        event::trace(&event);
        if let Some(callback) = &self.0.settings.callback {
            callback.tell(&event);
        }
    }

    fn now(&self) -> Instant {
        self.0.settings.clock.now()
    }

    fn lock(&self) -> MutexGuard<'_, Machine> {
        self.0
            .machine
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Leave to make one call. Dropped without an outcome, it is as if the call had never been: a
/// probe's permit goes to the next caller.
#[derive(Debug)]
#[must_use = "a permit that is dropped is given back"]
pub struct Permit {
    breaker: CircuitBreaker,
    ticket: Option<Ticket>,
    since: Instant,
}

impl Permit {
    /// Tells the breaker how the call ended.
    pub fn settle(mut self, outcome: Outcome) {
        if let Some(ticket) = self.ticket.take() {
            self.breaker.settle(ticket, self.unless_slow(outcome));
        }
    }

    fn unless_slow(&self, outcome: Outcome) -> Outcome {
        let took = self.breaker.now().saturating_duration_since(self.since);
        match (outcome, self.breaker.0.settings.slow) {
            (Outcome::Success, Some(limit)) if took >= limit => {
                Failure::new(format!("slow call of {:.1} s", took.as_secs_f64())).into()
            }
            (outcome, _) => outcome,
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket.take() {
            self.breaker.settle(ticket, Outcome::Ignored);
        }
    }
}
