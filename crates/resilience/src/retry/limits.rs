//! When a retryable failure is not retried.

use std::time::Duration;

use super::attempts::GiveUp;

#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) attempts: Option<u32>,
    pub(super) elapsed: Option<Duration>,
    pub(super) retry_after: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            attempts: Some(8),
            elapsed: Some(Duration::from_secs(600)),
            retry_after: Duration::from_secs(300),
        }
    }
}

impl Limits {
    pub(super) fn permit_attempt_after(&self, made: u32) -> Result<(), GiveUp> {
        permit(
            self.attempts.is_none_or(|limit| made < limit),
            GiveUp::Attempts,
        )
    }

    pub(super) fn permit_asked_wait(&self, asked: Duration) -> Result<(), GiveUp> {
        permit(asked <= self.retry_after, GiveUp::RetryAfter)
    }

    /// A wait that ends with the limit leaves no time for the attempt after it.
    pub(super) fn permit_wait(&self, elapsed: Duration, wait: Duration) -> Result<(), GiveUp> {
        let ends = elapsed.saturating_add(wait);
        permit(
            self.elapsed.is_none_or(|limit| ends < limit),
            GiveUp::Elapsed,
        )
    }
}

fn permit(permitted: bool, otherwise: GiveUp) -> Result<(), GiveUp> {
    if permitted { Ok(()) } else { Err(otherwise) }
}
