//! The refusal.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::outcome::Failure;

/// A breaker refused the call; nothing was sent.
///
/// The caller can wait for [`until_probe`](Self::until_probe), use something else, or look at
/// [`failures`](Self::failures) for what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct BreakerOpen {
    until_probe: Option<Duration>,
    failures: Arc<[Failure]>,
}

impl BreakerOpen {
    pub(super) fn new(until_probe: Option<Duration>, failures: Arc<[Failure]>) -> Self {
        Self {
            until_probe,
            failures,
        }
    }

    /// Time until the breaker lets a probe through. `None` while it waits for the outcome of
    /// probes under way, which nobody can foretell.
    pub fn until_probe(&self) -> Option<Duration> {
        self.until_probe
    }

    /// The last failures before the breaker opened, at most five, the latest last.
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }

    /// The latest failure.
    pub fn last_failure(&self) -> Option<&Failure> {
        self.failures.last()
    }
}

impl fmt::Display for BreakerOpen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.until_probe {
            Some(wait) => {
                write!(
                    f,
                    "circuit breaker open, try again in {:.1} s",
                    wait.as_secs_f64()
                )?;
            }
            None => f.write_str("circuit breaker half-open, try again when its probe has ended")?,
        }
        match self.last_failure() {
            Some(failure) => write!(f, "; last failure: {failure}"),
            None => Ok(()),
        }
    }
}
