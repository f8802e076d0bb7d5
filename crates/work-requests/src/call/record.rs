//! What happened in one call.

use work_requests_resilience::retry::{Attempt, Attempts, Ending};

use crate::observe::Observer;
use crate::stack::AttemptCount;

/// What happened in one call: filled in by the layers, read when it has ended.
#[derive(Debug)]
pub(crate) struct CallRecord {
    /// Requests that left.
    pub(crate) sent: AttemptCount,
    /// Attempts and the waits between them.
    pub(crate) attempts: Attempts,
}

/// The record of a call that has ended.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct History {
    pub(crate) sent: u32,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) ending: Option<Ending>,
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
