//! So many requests a second, whoever they are for.

use std::time::Duration;

use tokio::time::Instant;

/// What a sum of many small fillings may lack of a whole token.
const ROUNDING: f64 = 1e-6;

/// A token bucket: it holds what one second brings, at least one token, and begins full.
#[derive(Debug)]
pub(super) struct TokenBucket {
    per_second: f64,
    tokens: f64,
    filled_at: Instant,
}

impl TokenBucket {
    /// A rate of zero, or none at all, is taken for one request in a thousand seconds.
    pub(super) fn new(per_second: f64, now: Instant) -> Self {
        let per_second = if per_second.is_finite() {
            per_second
        } else {
            f64::MAX
        };
        let per_second = per_second.max(0.001);
        Self {
            per_second,
            tokens: per_second.max(1.0),
            filled_at: now,
        }
    }

    /// Takes a token, or says when there will be one.
    pub(super) fn take(&mut self, now: Instant) -> Result<(), Instant> {
        self.fill(now);
        if self.tokens >= 1.0 - ROUNDING {
            self.tokens = (self.tokens - 1.0).max(0.0);
            return Ok(());
        }
        let missing = (1.0 - self.tokens) / self.per_second;
        // Timers count milliseconds: rounded up, so that the token is there when they ring.
        let wait = Duration::from_millis((missing * 1000.0).ceil() as u64);
        Err(now + wait.max(Duration::from_millis(1)))
    }

    fn fill(&mut self, now: Instant) {
        let since = now.saturating_duration_since(self.filled_at).as_secs_f64();
        let most = self.per_second.max(1.0);
        self.tokens = (self.tokens + since * self.per_second).min(most);
        self.filled_at = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// How many of the tokens asked for every `step` were given.
    fn taken(per_second: f64, step: Duration, count: u32) -> u32 {
        let begun = Instant::now();
        let mut bucket = TokenBucket::new(per_second, begun);
        let mut given = |n: &u32| bucket.take(begun + step * *n).is_ok();
        (0..count).filter(|n| given(n)).count() as u32
    }

    #[test]
    fn a_second_brings_its_tokens_and_no_more() {
        // Ten at once, then ten a second for ten seconds.
        assert_eq!(taken(10.0, Duration::from_millis(10), 1001), 110);
        assert_eq!(taken(0.5, Duration::from_millis(500), 21), 6);
    }

    #[test]
    fn when_the_next_one_comes_is_said() {
        let now = Instant::now();
        let mut bucket = TokenBucket::new(1.0, now);
        bucket.take(now).unwrap();
        let next = bucket.take(now).unwrap_err();
        assert_eq!(next - now, Duration::from_secs(1));
        bucket.take(next).unwrap();
    }

    proptest! {
        #[test]
        fn a_token_is_there_when_it_was_announced(rate in 0.0..1e6_f64, pauses in proptest::collection::vec(0_u64..5000, 1..50)) {
            let mut now = Instant::now();
            let mut bucket = TokenBucket::new(rate, now);
            for pause in pauses {
                now += Duration::from_millis(pause);
                if let Err(next) = bucket.take(now) {
                    prop_assert!(next > now);
                    now = next;
                    prop_assert!(bucket.take(now).is_ok());
                }
            }
        }
    }
}
