//! The same waits for `tower::retry::backoff`.

use tokio::time::Sleep;
use tower::retry::backoff::{Backoff as TowerBackoff, MakeBackoff};

use super::Backoff;
use crate::jitter::Jitter;

/// Makes a fresh [`BackoffSeries`] for each call; made by [`Backoff::with_jitter`].
#[derive(Clone, Debug)]
pub struct MakeBackoffSeries {
    backoff: Backoff,
    jitter: Jitter,
}

impl MakeBackoffSeries {
    pub(super) fn new(backoff: Backoff, jitter: Jitter) -> Self {
        Self { backoff, jitter }
    }
}

impl MakeBackoff for MakeBackoffSeries {
    type Backoff = BackoffSeries;

    fn make_backoff(&mut self) -> BackoffSeries {
        BackoffSeries {
            backoff: self.backoff,
            jitter: self.jitter.clone(),
            failures: 0,
        }
    }
}

/// The waits of one call, one after the other. Tower's trait tells nothing of throttling, so all
/// failures count as unthrottled here.
#[derive(Clone, Debug)]
pub struct BackoffSeries {
    backoff: Backoff,
    jitter: Jitter,
    failures: u32,
}

impl TowerBackoff for BackoffSeries {
    type Future = Sleep;

    fn next_backoff(&mut self) -> Sleep {
        self.failures = self.failures.saturating_add(1);
        tokio::time::sleep(self.backoff.delay(self.failures, false, self.jitter.next()))
    }
}
