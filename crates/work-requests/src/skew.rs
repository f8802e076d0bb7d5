//! A machine whose clock is wrong: what the service says the time is, and how far off we are.
//!
//! Signatures carry the time and are refused when it is more than five minutes off. The refusal
//! has a `Date` of its own, which tells by how much to correct.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use chrono::TimeDelta;
use http::{HeaderMap, header};

use crate::clock::Clock;

/// Smaller differences are left alone: dates have whole seconds, and answers take time.
const NEGLIGIBLE_MS: i64 = 60_000;

/// Larger ones are not believed: a machine or a server is years off rather by fault than by drift.
const LARGEST_MS: i64 = 366 * 24 * 3_600_000;

/// The client's clock with the correction learnt from the service; clones share it.
#[derive(Debug, Clone)]
pub(crate) struct SkewClock {
    clock: Clock,
    correct: bool,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    offset_ms: AtomicI64,
    told: AtomicBool,
}

/// The correction in force at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Offset(i64);

impl SkewClock {
    pub(crate) fn new(clock: Clock, correct: bool) -> Self {
        Self {
            clock,
            correct,
            shared: Arc::default(),
        }
    }

    /// The corrected time, which signatures carry.
    pub(crate) fn now(&self) -> SystemTime {
        shifted(self.clock.now(), self.offset().0)
    }

    /// This machine's own time.
    pub(crate) fn local(&self) -> SystemTime {
        self.clock.now()
    }

    pub(crate) fn offset(&self) -> Offset {
        Offset(self.shared.offset_ms.load(Ordering::Relaxed))
    }

    /// Learns from a refusal of what was signed under `used` and sent at the local time `sent`;
    /// `true` if the time was to blame, so that signing again may help.
    pub(crate) fn learn(&self, headers: &HeaderMap, used: Offset, sent: SystemTime) -> bool {
        let Some(measured) = self
            .correct
            .then(|| measure(headers, sent, self.local()))
            .flatten()
            .filter(|ahead| ahead.abs() <= LARGEST_MS)
        else {
            return false;
        };
        if (measured - used.0).abs() <= NEGLIGIBLE_MS {
            return false;
        }
        self.shared.offset_ms.store(measured, Ordering::Relaxed);
        if !self.shared.told.swap(true, Ordering::Relaxed) {
            let seconds = measured / 1_000;
            tracing::warn!(
                seconds,
                "this machine's clock differs from the service's; correcting signatures: set the clock"
            );
        }
        true
    }
}

/// How far the service's clock is ahead of ours, in milliseconds, taking the answer's date to be
/// from halfway between sending and receiving. An answer with an `age` comes from a cache.
fn measure(headers: &HeaderMap, sent: SystemTime, received: SystemTime) -> Option<i64> {
    if headers.contains_key(header::AGE) {
        return None;
    }
    let date = httpdate::parse_http_date(headers.get(header::DATE)?.to_str().ok()?).ok()?;
    let halfway = sent + received.duration_since(sent).unwrap_or_default() / 2;
    let ahead = match date.duration_since(halfway) {
        Ok(ahead) => i64::try_from(ahead.as_millis()).ok()?,
        Err(behind) => -i64::try_from(behind.duration().as_millis()).ok()?,
    };
    Some(ahead)
}

/// How far the service's clock is ahead of this machine's, negative if behind, by the `date` of an
/// answer to a request that was sent and received at these local times. Accurate to a second or
/// so. `None` when the answer has no date, or one from a cache.
///
/// The service refuses signatures that are more than five minutes off; see
/// [`ClientBuilder::skew_correction`](crate::ClientBuilder::skew_correction).
pub fn clock_offset(
    headers: &HeaderMap,
    sent: SystemTime,
    received: SystemTime,
) -> Option<TimeDelta> {
    measure(headers, sent, received).map(TimeDelta::milliseconds)
}

fn shifted(time: SystemTime, by_ms: i64) -> SystemTime {
    let distance = Duration::from_millis(by_ms.unsigned_abs());
    let moved = if by_ms < 0 {
        time.checked_sub(distance)
    } else {
        time.checked_add(distance)
    };
    moved.unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn clock(seconds: u64) -> SkewClock {
        SkewClock::new(Clock::new(move || at(seconds)), true)
    }

    fn dated(seconds: u64) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::DATE,
            httpdate::fmt_http_date(at(seconds)).parse().unwrap(),
        );
        headers
    }

    #[test]
    fn an_hour_off_is_corrected_in_both_directions() {
        for server in [1_000_000 + 3_600, 1_000_000 - 3_600] {
            let clock = clock(1_000_000);
            assert!(clock.learn(&dated(server), clock.offset(), at(1_000_000)));
            assert_eq!(clock.now(), at(server));
            assert!(
                !clock.learn(&dated(server), clock.offset(), at(1_000_000)),
                "the correction is in force already"
            );
        }
    }

    #[test]
    fn a_call_signed_before_the_correction_is_signed_again() {
        let clock = clock(1_000_000);
        let before = clock.offset();
        assert!(clock.learn(&dated(1_003_600), before, at(1_000_000)));
        assert!(clock.learn(&dated(1_003_600), before, at(1_000_000)));
    }

    #[test]
    fn what_says_nothing_about_skew_is_ignored() {
        let clock = clock(1_000_000);
        let mut cached = dated(1_003_600);
        cached.insert(header::AGE, "3600".parse().unwrap());
        for headers in [
            HeaderMap::new(),
            dated(1_000_030),
            cached,
            dated(1_000_000 + 400 * 86_400),
        ] {
            assert!(
                !clock.learn(&headers, clock.offset(), at(1_000_000)),
                "{headers:?}"
            );
        }
        assert_eq!(clock.now(), at(1_000_000));
    }

    #[test]
    fn it_can_be_switched_off() {
        let clock = SkewClock::new(Clock::new(|| at(1_000_000)), false);
        assert!(!clock.learn(&dated(1_003_600), clock.offset(), at(1_000_000)));
    }
}
