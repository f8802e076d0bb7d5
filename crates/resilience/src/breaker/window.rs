//! The sliding window of the failure-rate mode.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// Opens a breaker on the share of failures among recent calls.
///
/// By default: at least half failed, of no fewer than 20 calls, over the last 60 seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FailureRate {
    rate: f64,
    minimum_calls: u32,
    window: Window,
}

/// Which calls count as recent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Window {
    /// The last so many calls that counted; 0 counts as 1.
    Calls(u32),
    /// The calls of this last stretch of time, which moves on in tenths of its length.
    Time(Duration),
}

impl Default for FailureRate {
    fn default() -> Self {
        Self {
            rate: 0.5,
            minimum_calls: 20,
            window: Window::Time(Duration::from_secs(60)),
        }
    }
}

impl FailureRate {
    /// Opens when failures reach this share of the calls: 0.5 is half of them. Shares over 1 count
    /// as 1; with 0, less, or NaN any failure will do.
    pub fn new(rate: f64) -> Self {
        let rate = if rate > 0.0 { rate.min(1.0) } else { 0.0 };
        Self {
            rate,
            ..Self::default()
        }
    }

    /// Sets the number of calls below which the share says nothing; 20 by default.
    #[must_use]
    pub fn minimum_calls(self, calls: u32) -> Self {
        Self {
            minimum_calls: calls,
            ..self
        }
    }

    /// Sets which calls count as recent; those of the last 60 seconds by default. A window of
    /// fewer calls than the minimum lowers the minimum to itself.
    #[must_use]
    pub fn window(self, window: Window) -> Self {
        Self { window, ..self }
    }

    fn is_reached(&self, tally: Tally) -> bool {
        let minimum = match self.window {
            Window::Calls(most) => self.minimum_calls.min(most.max(1)),
            Window::Time(_) => self.minimum_calls,
        };
        let share = tally.failed as f64 / tally.total as f64;
        tally.failed > 0 && tally.total >= u64::from(minimum) && share >= self.rate
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    total: u64,
    failed: u64,
}

impl Tally {
    fn of(failed: bool) -> Self {
        Self {
            total: 1,
            failed: failed.into(),
        }
    }

    fn add(&mut self, other: Self) {
        self.total += other.total;
        self.failed += other.failed;
    }

    fn remove(&mut self, other: Self) {
        self.total -= other.total;
        self.failed -= other.failed;
    }
}

/// The recent calls, as tallies each with the number of its slice: of time, or of a single call.
#[derive(Debug)]
pub(super) struct Recent {
    rule: FailureRate,
    origin: Instant,
    slices: VecDeque<(u128, Tally)>,
    sum: Tally,
}

const SLICES_OF_TIME: u32 = 10;

impl Recent {
    pub(super) fn new(rule: FailureRate, now: Instant) -> Self {
        Self {
            rule,
            origin: now,
            slices: VecDeque::new(),
            sum: Tally::default(),
        }
    }

    /// Counts a call; `true` if the share of failures is reached.
    pub(super) fn count(&mut self, failed: bool, now: Instant) -> bool {
        let (slice, kept) = self.slice(now);
        self.forget_before((slice + 1).saturating_sub(kept));
        self.sum.add(Tally::of(failed));
        match self.slices.back_mut() {
            Some((number, tally)) if *number == slice => tally.add(Tally::of(failed)),
            _ => self.slices.push_back((slice, Tally::of(failed))),
        }
        self.rule.is_reached(self.sum)
    }

    fn forget_before(&mut self, first: u128) {
        while let Some((_, tally)) = self.slices.pop_front_if(|(number, _)| *number < first) {
            self.sum.remove(tally);
        }
    }

    /// The number of the slice to count in, and how many slices make the window.
    fn slice(&self, now: Instant) -> (u128, u128) {
        match self.rule.window {
            Window::Calls(most) => {
                let next = self.slices.back().map_or(0, |(number, _)| number + 1);
                (next, u128::from(most.max(1)))
            }
            Window::Time(length) => {
                let slice = (length / SLICES_OF_TIME).as_nanos().max(1);
                let passed = now.saturating_duration_since(self.origin).as_nanos();
                (passed / slice, u128::from(SLICES_OF_TIME))
            }
        }
    }
}
