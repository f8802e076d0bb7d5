//! The record of one call's attempts.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::classify::Verdict;

/// What happened in one call so far; clones are handles to the same record.
///
/// Read it in [`Classify::conclude`](crate::Classify::conclude), or hand one in with
/// [`RetryPolicy::record_in`](super::RetryPolicy::record_in) and read it at any time, also after
/// the call's future was dropped.
#[derive(Clone, Debug, Default)]
pub struct Attempts(Arc<Mutex<Record>>);

#[derive(Debug, Default)]
struct Record {
    begun: u32,
    resends: u32,
    finished: Vec<Attempt>,
    ending: Option<Ending>,
}

/// One attempt that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// 1 for the first.
    pub number: u32,
    /// How long it ran.
    pub took: Duration,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// The wait decided upon after it; `None` when no further attempt was due.
    pub delay: Option<Duration>,
}

/// How one attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AttemptOutcome {
    /// It succeeded.
    Succeeded,
    /// It failed for good.
    Permanent,
    /// It failed for a reason that may pass.
    Transient {
        /// The reason, as the classifier put it.
        reason: Cow<'static, str>,
    },
    /// A circuit breaker refused it unsent.
    Rejected,
}

impl From<Verdict> for AttemptOutcome {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Success => Self::Succeeded,
            Verdict::Permanent => Self::Permanent,
            Verdict::Transient(failure) => Self::Transient {
                reason: failure.reason,
            },
            Verdict::CircuitOpen { .. } => Self::Rejected,
        }
    }
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Ending {
    /// An attempt succeeded.
    Succeeded,
    /// The last failure was never retryable.
    Permanent,
    /// The last failure was retryable, but a limit forbade another attempt.
    GaveUp(GiveUp),
}

/// The limit that forbade another attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GiveUp {
    /// All permitted attempts were made.
    Attempts,
    /// The next wait would not end within the time permitted for the call.
    Elapsed,
    /// The service asked for a longer wait than permitted.
    RetryAfter,
    /// The budget that calls share is empty, as in a longer outage.
    Budget,
}

impl Attempts {
    /// An empty record.
    pub fn new() -> Self {
        Self::default()
    }

    /// Requests sent, or refused by a breaker, so far, the one under way included.
    pub fn count(&self) -> u32 {
        let record = self.lock();
        record.begun.saturating_add(record.resends)
    }

    /// The attempts that have ended, the first one first.
    pub fn finished(&self) -> Vec<Attempt> {
        self.lock().finished.clone()
    }

    /// The same, taken out of the record.
    pub fn take_finished(&self) -> Vec<Attempt> {
        std::mem::take(&mut self.lock().finished)
    }

    /// How the call ended; `None` while it runs, and for one that was dropped.
    pub fn ending(&self) -> Option<Ending> {
        self.lock().ending
    }

    /// All waits decided upon so far, added up.
    pub fn waited(&self) -> Duration {
        let record = self.lock();
        let delays = record.finished.iter().filter_map(|attempt| attempt.delay);
        delays.fold(Duration::ZERO, Duration::saturating_add)
    }

    /// Counts a request that a layer *inside* the retry sent on its own, as one that signs a
    /// refused request again. It counts against the attempt limit.
    pub fn note_resend(&self) {
        let mut record = self.lock();
        record.resends = record.resends.saturating_add(1);
    }

    pub(super) fn resends(&self) -> u32 {
        self.lock().resends
    }

    pub(super) fn reset(&self) {
        *self.lock() = Record::default();
    }

    pub(super) fn begin(&self, number: u32) {
        self.lock().begun = number;
    }

    pub(super) fn finish(&self, attempt: Attempt) {
        self.lock().finished.push(attempt);
    }

    pub(super) fn end(&self, ending: Ending) {
        self.lock().ending = Some(ending);
    }

    fn lock(&self) -> MutexGuard<'_, Record> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// In one line: `8 attempts, waited 95.3 s, gave up: all permitted attempts were made`.
impl fmt::Display for Attempts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.count();
        write!(f, "{count} attempt{}", if count == 1 { "" } else { "s" })?;
        let waited = self.waited();
        if !waited.is_zero() {
            write!(f, ", waited {:.1} s", waited.as_secs_f64())?;
        }
        match self.ending() {
            Some(Ending::GaveUp(limit)) => write!(f, ", gave up: {limit}"),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for AttemptOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Succeeded => f.write_str("succeeded"),
            Self::Permanent => f.write_str("failed for good"),
            Self::Transient { reason } => f.write_str(reason),
            Self::Rejected => f.write_str("refused by the circuit breaker"),
        }
    }
}

impl fmt::Display for GiveUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Attempts => "all permitted attempts were made",
            Self::Elapsed => "the next wait would pass the time limit",
            Self::RetryAfter => "the service asked for too long a wait",
            Self::Budget => "the shared retry budget is empty",
        })
    }
}
