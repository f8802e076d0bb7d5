//! The slowest that a body may come.

use std::num::NonZeroU32;
use std::time::Duration;

/// How slowly a body may come before the call is given up; set with
/// [`CollectLayer::minimum_throughput`](super::CollectLayer::minimum_throughput).
///
/// [`Default`] is 1 byte a second after a grace of 20 seconds.
///
/// ```
/// use std::num::NonZeroU32;
/// use std::time::Duration;
/// use work_requests_transport::{CollectLayer, MinimumThroughput};
///
/// let patient = MinimumThroughput::default().grace(Duration::from_secs(120));
/// let layer = CollectLayer::new().minimum_throughput(patient);
/// let strict = MinimumThroughput::bytes_per_second(NonZeroU32::new(1024).unwrap_or(NonZeroU32::MIN));
/// let layer = CollectLayer::new().minimum_throughput(strict);
/// let off = CollectLayer::new().minimum_throughput(None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MinimumThroughput {
    bytes_per_second: NonZeroU32,
    grace: Duration,
}

impl Default for MinimumThroughput {
    fn default() -> Self {
        Self::bytes_per_second(NonZeroU32::MIN)
    }
}

impl MinimumThroughput {
    /// At least so many bytes a second, as they come off the wire, after a grace of 20 seconds.
    pub const fn bytes_per_second(rate: NonZeroU32) -> Self {
        Self {
            bytes_per_second: rate,
            grace: Duration::from_secs(20),
        }
    }

    /// How long nothing at all may come. Default 20 seconds. With a grace of zero only bodies that
    /// are there at once pass.
    #[must_use]
    pub const fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// For messages: `1 B/s over 20s`.
    pub(super) fn words(self) -> String {
        format!("{} B/s over {:?}", self.bytes_per_second, self.grace)
    }
}

/// How much longer a body may keep us waiting.
///
/// Waiting spends it, each byte earns its share of a second back, and it never grows over the
/// grace: a fast start buys no long stall. Only waiting counts, not what the reader does between.
#[derive(Debug)]
pub(super) struct Patience {
    rule: MinimumThroughput,
    left: Duration,
}

impl Patience {
    pub(super) fn new(rule: MinimumThroughput) -> Self {
        Self {
            rule,
            left: rule.grace,
        }
    }

    pub(super) fn left(&self) -> Duration {
        self.left
    }

    pub(super) fn rule(&self) -> MinimumThroughput {
        self.rule
    }

    /// Takes note that `bytes` came after a wait. One longer than what was left means that our own
    /// task was not run meanwhile, which says nothing about the server.
    pub(super) fn received(&mut self, bytes: usize, waited: Duration) {
        let Some(left) = self.left.checked_sub(waited) else {
            self.left = self.rule.grace;
            return;
        };
        self.left = left.saturating_add(self.worth(bytes)).min(self.rule.grace);
    }

    fn worth(&self, bytes: usize) -> Duration {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        Duration::from_secs(1).saturating_mul(bytes) / self.rule.bytes_per_second.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn secs(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[test]
    fn bytes_earn_time_up_to_the_grace() {
        let rate = NonZeroU32::new(4).unwrap();
        let mut patience = Patience::new(MinimumThroughput::bytes_per_second(rate));
        patience.received(0, secs(10));
        assert_eq!(patience.left(), secs(10));
        patience.received(8, secs(1));
        assert_eq!(patience.left(), secs(11));
        patience.received(usize::MAX, secs(1));
        assert_eq!(patience.left(), secs(20));
    }

    #[test]
    fn a_task_that_was_not_run_is_not_held_against_the_server() {
        let mut patience = Patience::new(MinimumThroughput::default());
        patience.received(1, secs(15));
        assert_eq!(patience.left(), secs(6));
        patience.received(1, secs(600));
        assert_eq!(patience.left(), secs(20));
    }
}
