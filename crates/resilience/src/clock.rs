//! Monotonic time as a value.

use std::fmt;
use std::sync::Arc;

use tokio::time::Instant;

/// Where a policy or a breaker reads the time; cheap to clone.
///
/// The default reads tokio's clock, so tests under `tokio::time::pause` own it. Reading needs no
/// runtime, starts no timer and never looks at wall-clock time, so a clock that is set back or
/// forward changes nothing here.
///
/// Sleeps are always tokio's. A [`Clock::new`] of another source should run at the same pace.
#[derive(Clone, Default)]
pub struct Clock(Option<Arc<dyn Fn() -> Instant + Send + Sync>>);

impl Clock {
    /// A clock that asks `now` each time.
    pub fn new(now: impl Fn() -> Instant + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(now)))
    }

    /// The present moment.
    pub fn now(&self) -> Instant {
        self.0.as_ref().map_or_else(Instant::now, |now| now())
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}
