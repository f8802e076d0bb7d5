//! The state machine: pure, told the time, knowing no lock.

use std::collections::VecDeque;
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::counter::{Counter, Trip};
use super::error::BreakerOpen;
use super::event::BreakerEvent;
use super::outcome::{Failure, Outcome};

#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    pub(super) trip: Trip,
    pub(super) recovery: Duration,
    pub(super) half_open_permits: u32,
}

/// What a breaker does with calls at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BreakerState {
    /// Lets all calls pass and counts failures.
    Closed,
    /// Refuses all calls.
    Open,
    /// Lets the permitted number of probes pass.
    HalfOpen,
}

#[derive(Debug)]
pub(super) struct Machine {
    rules: Rules,
    state: State,
    /// Grows with each change of state, so that calls from before the change are told apart.
    generation: u64,
    failures: VecDeque<Failure>,
}

#[derive(Debug)]
enum State {
    Closed(Counter),
    Open {
        since: Instant,
        failures: Arc<[Failure]>,
    },
    HalfOpen {
        under_way: u32,
        succeeded: u32,
        failures: Arc<[Failure]>,
    },
}

/// Stands for one admitted call.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ticket {
    generation: u64,
}

const KEPT_FAILURES: usize = 5;

impl Machine {
    pub(super) fn new(rules: Rules, now: Instant) -> Self {
        let state = State::Closed(Counter::new(rules.trip, now));
        Self {
            rules,
            state,
            generation: 0,
            failures: VecDeque::new(),
        }
    }

    pub(super) fn state(&self, now: Instant) -> BreakerState {
        match self.state {
            State::Closed(_) => BreakerState::Closed,
            State::Open { .. } if self.until_probe(now).is_some() => BreakerState::Open,
            State::Open { .. } | State::HalfOpen { .. } => BreakerState::HalfOpen,
        }
    }

    /// What is left of the recovery time while open.
    pub(super) fn until_probe(&self, now: Instant) -> Option<Duration> {
        let State::Open { since, .. } = self.state else {
            return None;
        };
        let left = self
            .rules
            .recovery
            .saturating_sub(now.saturating_duration_since(since));
        (!left.is_zero()).then_some(left)
    }

    /// Admits a call or refuses it; the event is to be told once the lock is gone.
    pub(super) fn admit(
        &mut self,
        now: Instant,
    ) -> (Result<Ticket, BreakerOpen>, Option<BreakerEvent>) {
        match self.refusal(now) {
            Some(error) => (Err(error.clone()), Some(BreakerEvent::Rejected(error))),
            None => {
                let event = self.let_in();
                (
                    Ok(Ticket {
                        generation: self.generation,
                    }),
                    event,
                )
            }
        }
    }

    fn refusal(&self, now: Instant) -> Option<BreakerOpen> {
        match &self.state {
            State::Closed(_) => None,
            State::Open { failures, .. } => {
                let wait = self.until_probe(now)?;
                Some(BreakerOpen::new(Some(wait), Arc::clone(failures)))
            }
            State::HalfOpen {
                under_way,
                succeeded,
                failures,
            } => {
                let taken = under_way.saturating_add(*succeeded);
                let all_taken = taken >= self.rules.half_open_permits;
                all_taken.then(|| BreakerOpen::new(None, Arc::clone(failures)))
            }
        }
    }

    fn let_in(&mut self) -> Option<BreakerEvent> {
        match &mut self.state {
            State::Closed(_) => None,
            State::HalfOpen { under_way, .. } => {
                *under_way += 1;
                None
            }
            State::Open { failures, .. } => {
                let failures = Arc::clone(failures);
                Some(self.half_open(failures))
            }
        }
    }

    /// Takes in the outcome of an admitted call, unless the state has changed since.
    pub(super) fn settle(
        &mut self,
        ticket: Ticket,
        outcome: Outcome,
        now: Instant,
    ) -> Option<BreakerEvent> {
        if ticket.generation != self.generation {
            return None;
        }
        match self.state {
            State::Closed(_) => self.count(outcome, now),
            State::HalfOpen { .. } => self.end_probe(outcome, now),
            State::Open { .. } => None,
        }
    }

    fn count(&mut self, outcome: Outcome, now: Instant) -> Option<BreakerEvent> {
        let State::Closed(counter) = &mut self.state else {
            return None;
        };
        let tripped = match outcome {
            Outcome::Ignored => false,
            Outcome::Success => {
                if counter.forgets_at_success() {
                    self.failures.clear();
                }
                counter.count(false, now)
            }
            Outcome::Failure(failure) => {
                keep(&mut self.failures, failure);
                counter.count(true, now)
            }
        };
        tripped.then(|| self.open(now))
    }

    fn end_probe(&mut self, outcome: Outcome, now: Instant) -> Option<BreakerEvent> {
        let State::HalfOpen {
            under_way,
            succeeded,
            ..
        } = &mut self.state
        else {
            return None;
        };
        *under_way = under_way.saturating_sub(1);
        match outcome {
            Outcome::Ignored => None,
            Outcome::Success => {
                *succeeded += 1;
                (*succeeded >= self.rules.half_open_permits).then(|| self.close(now))
            }
            Outcome::Failure(failure) => {
                keep(&mut self.failures, failure);
                Some(self.open(now))
            }
        }
    }

    fn open(&mut self, now: Instant) -> BreakerEvent {
        let failures: Arc<[Failure]> = self.failures.iter().cloned().collect();
        self.change(State::Open {
            since: now,
            failures: Arc::clone(&failures),
        });
        BreakerEvent::Opened(BreakerOpen::new(Some(self.rules.recovery), failures))
    }

    fn half_open(&mut self, failures: Arc<[Failure]>) -> BreakerEvent {
        let error = BreakerOpen::new(None, Arc::clone(&failures));
        self.change(State::HalfOpen {
            under_way: 1,
            succeeded: 0,
            failures,
        });
        BreakerEvent::HalfOpened(error)
    }

    fn close(&mut self, now: Instant) -> BreakerEvent {
        let failures = mem::take(&mut self.failures).into_iter().collect();
        self.change(State::Closed(Counter::new(self.rules.trip, now)));
        BreakerEvent::Closed(BreakerOpen::new(None, failures))
    }

    fn change(&mut self, state: State) {
        self.state = state;
        self.generation = self.generation.wrapping_add(1);
    }
}

fn keep(failures: &mut VecDeque<Failure>, failure: Failure) {
    if failures.len() == KEPT_FAILURES {
        failures.pop_front();
    }
    failures.push_back(failure);
}
