//! How work requests are followed.

use std::time::Duration;

use work_requests_resilience::Jitter;

use super::Pace;

/// What builder methods of [`Watch`](super::Watch) and [`Wait`](super::Wait) set.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) pace: Pace,
    pub(super) timeout: Option<Duration>,
    pub(super) requests_per_second: f64,
    pub(super) entries: bool,
    pub(super) not_found_grace: Duration,
    pub(super) give_up_after: Duration,
    pub(super) stalled_after: Duration,
    pub(super) follow: bool,
    pub(super) jitter: Jitter,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            pace: Pace::default(),
            timeout: None,
            requests_per_second: 10.0,
            entries: false,
            not_found_grace: Duration::ZERO,
            give_up_after: Duration::from_secs(15 * 60),
            stalled_after: Duration::from_secs(10 * 60),
            follow: false,
            jitter: Jitter::default(),
        }
    }
}

/// The builder methods that [`Watch`](super::Watch) and [`Wait`](super::Wait) share, over a method
/// `set(self, impl FnOnce(&mut Settings)) -> Self`.
macro_rules! follow_options {
    () => {
        /// How often each work request is read. Default: adaptive between 1 s and 30 s.
        pub fn pace(self, pace: crate::Pace) -> Self {
            self.set(|settings| settings.pace = pace)
        }

        /// Always this long between two reads; short for [`Pace::fixed`](crate::Pace::fixed).
        pub fn interval(self, interval: std::time::Duration) -> Self {
            self.pace(crate::Pace::fixed(interval))
        }

        /// Ends what is not done after this time, exactly, with
        /// [`Outcome::TimedOut`](crate::Outcome::TimedOut). Default: no limit.
        pub fn timeout(self, timeout: std::time::Duration) -> Self {
            self.set(|settings| settings.timeout = Some(timeout))
        }

        /// Whether new log lines and errors are told too, each once and in order; it takes two
        /// more requests a read. Default: no.
        pub fn entries(self, told: bool) -> Self {
            self.set(|settings| settings.entries = told)
        }

        /// How long a work request may be not found at first: some services answer 404 right after
        /// they created one. Default: not at all.
        pub fn tolerate_not_found(self, grace: std::time::Duration) -> Self {
            self.set(|settings| settings.not_found_grace = grace)
        }

        /// Gives up when nothing but failures that may pass came for this long. Default: 15 min.
        pub fn give_up_after(self, failing: std::time::Duration) -> Self {
            self.set(|settings| settings.give_up_after = failing)
        }

        /// Tells that nothing moved for this long. Default: 10 min.
        pub fn stalled_after(self, still: std::time::Duration) -> Self {
            self.set(|settings| settings.stalled_after = still)
        }

        /// Draws the random part of the pace from here, so that tests see the same waits each time.
        pub fn jitter(self, jitter: crate::Jitter) -> Self {
            self.set(|settings| settings.jitter = jitter)
        }
    };
}

pub(super) use follow_options;
