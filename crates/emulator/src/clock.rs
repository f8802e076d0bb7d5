//! The service's time. The one file of this crate that reads the process clock.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use tokio::time::Instant;

/// A wall clock that keeps pace with tokio's: a base time plus what tokio says has gone by since.
///
/// Under `tokio::time::pause` it stands still, and `tokio::time::advance` moves it.
#[derive(Clone)]
pub(crate) struct Clock(Arc<dyn Fn() -> SystemTime + Send + Sync>);

impl Clock {
    /// The clock that `now` reads.
    pub(crate) fn new(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// It is `base` now, and goes on at tokio's pace.
    pub(crate) fn starting_at(base: SystemTime) -> Self {
        let started = Instant::now();
        Self::new(move || base.checked_add(started.elapsed()).unwrap_or(base))
    }

    /// It is the process's time now, and goes on at tokio's pace.
    #[allow(
        clippy::disallowed_methods,
        reason = "the emulator's one look at the process clock"
    )]
    pub(crate) fn process() -> Self {
        Self::starting_at(SystemTime::now())
    }

    pub(crate) fn now(&self) -> SystemTime {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// The same moment in chrono's type; outside its range, the epoch.
pub(crate) fn date_time(time: SystemTime) -> DateTime<Utc> {
    let (seconds, nanos) = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => (i64::try_from(after.as_secs()).ok(), after.subsec_nanos()),
        Err(before) => (
            i64::try_from(before.duration().as_secs()).ok().map(|s| -s),
            0,
        ),
    };
    seconds
        .and_then(|seconds| DateTime::from_timestamp(seconds, nanos))
        .unwrap_or(DateTime::UNIX_EPOCH)
}
