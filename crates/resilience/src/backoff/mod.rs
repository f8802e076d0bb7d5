//! How long to wait before the next attempt.

mod kind;
mod series;

pub use kind::BackoffKind;
pub use series::{BackoffSeries, MakeBackoffSeries};

use std::time::Duration;

use crate::jitter::{Jitter, within_unit};

/// Waits that grow with each failure, spread by chance, up to a cap.
///
/// The defaults are those of the OCI SDKs: [`BackoffKind::Decorrelated`], base 1 s, growth 2,
/// cap 30 s, which makes waits of 1–2, 2–3, 4–5, 8–9, 16–17 and then 30 seconds.
///
/// ```
/// use std::time::Duration;
/// use work_requests_resilience::Backoff;
///
/// let backoff = Backoff::default().base(Duration::from_millis(100));
/// assert_eq!(backoff.delay(2, false, 0.5), Duration::from_millis(700));   // 0.1 s · 2¹ + 0.5 s
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backoff {
    kind: BackoffKind,
    base: Duration,
    growth: f64,
    cap: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self {
            kind: BackoffKind::default(),
            base: Duration::from_secs(1),
            growth: 2.0,
            cap: Duration::from_secs(30),
        }
    }
}

impl Backoff {
    /// The defaults with another kind.
    pub fn new(kind: BackoffKind) -> Self {
        Self {
            kind,
            ..Self::default()
        }
    }

    /// Sets the wait that growth starts from; 1 second by default.
    #[must_use]
    pub fn base(self, base: Duration) -> Self {
        Self { base, ..self }
    }

    /// Sets the factor of growth from one failure to the next; 2 by default. A factor under 1, or
    /// NaN, counts as 1: waits never shrink.
    #[must_use]
    pub fn growth(self, growth: f64) -> Self {
        Self {
            growth: growth.max(1.0),
            ..self
        }
    }

    /// Sets the longest wait; 30 seconds by default.
    #[must_use]
    pub fn cap(self, cap: Duration) -> Self {
        Self { cap, ..self }
    }

    /// The wait after `failures` failed attempts (1 after the first), never over the cap.
    ///
    /// `throttled` says whether the last failure was throttling. `unit` is the chance: a number
    /// from 0 to below 1, moved into that range when outside. No input overflows.
    pub fn delay(&self, failures: u32, throttled: bool, unit: f64) -> Duration {
        let seconds = self
            .kind
            .seconds(self.grown(failures), throttled, within_unit(unit));
        Duration::try_from_secs_f64(seconds)
            .unwrap_or(self.cap)
            .min(self.cap)
    }

    /// Joins these numbers to a source of chance, for `tower::retry::backoff` users.
    pub fn with_jitter(self, jitter: Jitter) -> MakeBackoffSeries {
        MakeBackoffSeries::new(self, jitter)
    }

    fn grown(&self, failures: u32) -> kind::Grown {
        let exponent = match self.kind {
            BackoffKind::Decorrelated => failures.saturating_sub(1),
            _ => failures,
        };
        let base = self.base.as_secs_f64();
        // An infinite growth of nothing is still nothing, where floats would say NaN.
        let wait = if base == 0.0 {
            0.0
        } else {
            base * self.growth.powf(f64::from(exponent))
        };
        kind::Grown {
            wait,
            cap: self.cap.as_secs_f64(),
        }
    }
}
