//! The state of one call.

use std::time::Duration;

use tokio::time::Instant;

use super::attempts::{Attempt, AttemptOutcome, Attempts};
use super::budget::Reservation;

/// Kept by the clone of the policy that tower makes for each call. The policy in the layer itself
/// only ever begins calls: tower asks it for the copy of the first request, then clones it.
#[derive(Debug, Default)]
pub(super) struct Call {
    /// None before a call begins.
    pub(super) attempts: Option<Attempts>,
    pub(super) number: u32,
    pub(super) paid: bool,
    times: Option<Times>,
    waiting: Option<Waiting>,
}

#[derive(Clone, Copy, Debug)]
struct Times {
    call: Instant,
    attempt: Instant,
}

#[derive(Debug)]
struct Waiting(Option<Reservation>);

impl Call {
    pub(super) fn begin(attempts: Attempts, now: Instant) -> Self {
        attempts.reset();
        attempts.begin(1);
        let times = Some(Times {
            call: now,
            attempt: now,
        });
        Self {
            attempts: Some(attempts),
            number: 1,
            paid: false,
            times,
            waiting: None,
        }
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// A retry is due after a wait; its token returns if it is never sent.
    pub(super) fn wait(&mut self, token: Option<Reservation>) {
        self.waiting = Some(Waiting(token));
    }

    /// The wait is over, the retry goes out.
    pub(super) fn resume(&mut self, now: Instant) {
        let token = self.waiting.take().and_then(|waiting| waiting.0);
        self.paid = token.is_some();
        if let Some(token) = token {
            token.spend();
        }
        self.number = self.number.saturating_add(1);
        if let Some(attempts) = &self.attempts {
            attempts.begin(self.number);
        }
        if let Some(times) = &mut self.times {
            times.attempt = now;
        }
    }

    pub(super) fn elapsed(&self, now: Instant) -> Duration {
        self.since(now, |times| times.call)
    }

    pub(super) fn finish(&self, outcome: AttemptOutcome, delay: Option<Duration>, now: Instant) {
        let took = self.since(now, |times| times.attempt);
        let attempt = Attempt {
            number: self.number,
            took,
            outcome,
            delay,
        };
        if let Some(attempts) = &self.attempts {
            attempts.finish(attempt);
        }
    }

    fn since(&self, now: Instant, start: impl Fn(Times) -> Instant) -> Duration {
        let start = self.times.map(start);
        start.map_or(Duration::ZERO, |start| now.saturating_duration_since(start))
    }
}

/// A reserved token has one owner, so a clone has none.
impl Clone for Call {
    fn clone(&self) -> Self {
        Self {
            attempts: self.attempts.clone(),
            number: self.number,
            paid: false,
            times: self.times,
            waiting: None,
        }
    }
}
