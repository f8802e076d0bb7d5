//! What happened in one call.

use work_requests_resilience::retry::Attempts;

use crate::history::History;
use crate::observe::{AttemptCount, Observer};

/// What happened in one call: filled in by the layers, read when it has ended.
#[derive(Debug)]
pub(crate) struct CallRecord {
    /// Requests that left.
    pub(crate) sent: AttemptCount,
    /// Attempts and the waits between them.
    pub(crate) attempts: Attempts,
}

impl CallRecord {
    /// `observer` is told of the operation's requests.
    pub(crate) fn new(operation: &'static str, observer: Option<&Observer>) -> Self {
        Self {
            sent: AttemptCount::new(operation, observer),
            attempts: Attempts::default(),
        }
    }

    /// The record, which is empty from here on.
    pub(crate) fn take_history(&self) -> History {
        History {
            sent: self.sent.get(),
            attempts: self.attempts.take_finished(),
            ending: self.attempts.ending(),
        }
    }
}
