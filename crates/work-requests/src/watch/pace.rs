//! When a work request is read again.

use std::time::Duration;

use work_requests_resilience::Jitter;

/// What grows an adaptive wait for each read that brought nothing new.
const GROWTH: f64 = 1.5;

/// The share of the estimated time left that an adaptive wait takes: the nearer the end, the
/// quicker the reads.
const SHARE_OF_REST: f64 = 0.125;

/// How far jitter moves an adaptive wait, in either direction.
const SPREAD: f64 = 0.1;

/// The longest a service can make us wait by `Retry-After`.
const LONGEST_ASKED: Duration = Duration::from_secs(600);

/// How often a work request is read.
///
/// ```
/// use std::time::Duration;
/// use work_requests::Pace;
///
/// let calm = Pace::between(Duration::from_secs(10), Duration::from_secs(120));
/// assert_ne!(calm, Pace::default());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace(Kind);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Adaptive {
        shortest: Duration,
        longest: Duration,
    },
    Fixed(Duration),
}

/// Adaptive between 1 s and 30 s.
impl Default for Pace {
    fn default() -> Self {
        Self::between(Duration::from_secs(1), Duration::from_secs(30))
    }
}

impl Pace {
    /// Adaptive: what the service asks for by `Retry-After` (up to 10 minutes); else an eighth of
    /// the time that is left by the estimate; else longer with each read that brings nothing new.
    /// Always within these bounds, and moved by up to a tenth at random.
    #[must_use]
    pub fn between(shortest: Duration, longest: Duration) -> Self {
        Self(Kind::Adaptive {
            shortest,
            longest: longest.max(shortest),
        })
    }

    /// Always this long between two reads, whatever the service says.
    #[must_use]
    pub fn fixed(interval: Duration) -> Self {
        Self(Kind::Fixed(interval))
    }

    /// The wait after a read that went well.
    pub(super) fn after_read(self, read: &Read, jitter: &Jitter) -> Duration {
        let (shortest, longest) = match self.0 {
            Kind::Fixed(interval) => return interval,
            Kind::Adaptive { shortest, longest } => (shortest, longest),
        };
        if let Some(asked) = read.retry_after {
            return asked.clamp(shortest, LONGEST_ASKED.max(shortest));
        }
        let wait = match read.remaining {
            Some(remaining) => remaining.as_secs_f64() * SHARE_OF_REST,
            None => shortest.as_secs_f64() * GROWTH.powf(f64::from(read.unchanged.min(64))),
        };
        let moved = wait.min(longest.as_secs_f64()) * (1.0 + SPREAD * (2.0 * jitter.next() - 1.0));
        Duration::from_secs_f64(moved).clamp(shortest, longest)
    }

    /// The wait after a read that failed and may pass, the `failures`th in a row.
    pub(super) fn after_failure(
        self,
        failures: u32,
        retry_after: Option<Duration>,
        jitter: &Jitter,
    ) -> Duration {
        let read = Read {
            unchanged: failures,
            ..Read::default()
        };
        let own = self.after_read(&read, jitter);
        own.max(retry_after.unwrap_or_default().min(LONGEST_ASKED))
    }
}

/// What a read tells about the next one.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Read {
    pub(super) retry_after: Option<Duration>,
    /// Until the end, by the estimate.
    pub(super) remaining: Option<Duration>,
    /// Reads in a row that brought nothing new.
    pub(super) unchanged: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// No movement at random: the middle of the range.
    fn still() -> Jitter {
        Jitter::new(|| 0.5)
    }

    #[test]
    fn it_slows_down_while_nothing_moves() {
        let waits = [0, 1, 2, 3, 8, 9, 1000].map(|unchanged| {
            let read = Read {
                unchanged,
                ..Read::default()
            };
            Pace::default().after_read(&read, &still()).as_secs_f64()
        });
        assert_eq!(waits, [1.0, 1.5, 2.25, 3.375, 25.628_906_25, 30.0, 30.0]);
    }

    #[test]
    fn it_hurries_towards_the_end() {
        let waits = [4000, 160, 40, 8, 1].map(|seconds| {
            let read = Read {
                remaining: Some(SECOND * seconds),
                unchanged: 50,
                ..Read::default()
            };
            Pace::default().after_read(&read, &still()).as_secs_f64()
        });
        assert_eq!(waits, [30.0, 20.0, 5.0, 1.0, 1.0]);
    }

    #[test]
    fn the_service_is_obeyed_within_reason() {
        let after = |pace: Pace, asked| {
            let read = Read {
                retry_after: Some(asked),
                unchanged: 9,
                ..Read::default()
            };
            pace.after_read(&read, &still())
        };
        assert_eq!(after(Pace::default(), SECOND * 45), SECOND * 45);
        assert_eq!(after(Pace::default(), Duration::ZERO), SECOND);
        assert_eq!(after(Pace::default(), SECOND * 86_400), SECOND * 600);
        assert_eq!(after(Pace::fixed(SECOND * 3), SECOND * 45), SECOND * 3);
        let failed = Pace::fixed(SECOND * 3).after_failure(1, Some(SECOND * 45), &still());
        assert_eq!(failed, SECOND * 45);
    }

    proptest! {
        #[test]
        fn a_wait_stays_within_its_bounds(
            shortest in 0_u64..100_000, longest in 0_u64..100_000, unchanged: u32,
            remaining in proptest::option::of(any::<u64>()), seed: u64,
        ) {
            let (shortest, longest) = (Duration::from_millis(shortest), Duration::from_millis(longest));
            let read = Read { remaining: remaining.map(Duration::from_secs), unchanged, retry_after: None };
            let wait = Pace::between(shortest, longest).after_read(&read, &Jitter::seeded(seed));
            prop_assert!(wait >= shortest && wait <= longest.max(shortest));
        }
    }
}
