//! What is learnt while following work requests.

use chrono::{DateTime, Utc};

use super::Progress;
use crate::error::Error;
use crate::work::{ErrorEntry, LogEntry, Outcome, WorkRequest};

/// What is learnt while following work requests. Ids are as they were given.
#[derive(Debug)]
#[non_exhaustive]
pub enum WatchEvent {
    /// The work request was read, and something of it changed; its first state too.
    #[non_exhaustive]
    Changed {
        /// Which one.
        id: String,
        /// Its state now. Read by a list it may lack members that lists leave out, such as the
        /// resources; the end is always read whole.
        work_request: WorkRequest,
        /// How fast it comes along.
        progress: Progress,
    },
    /// A new line of its log, in order; only if [asked for](crate::Watch::entries).
    #[non_exhaustive]
    Log {
        /// Of which work request.
        id: String,
        /// The line.
        entry: LogEntry,
    },
    /// A new error of the work request, in order; only if [asked for](crate::Watch::entries).
    #[non_exhaustive]
    Error {
        /// Of which work request.
        id: String,
        /// The error.
        entry: ErrorEntry,
    },
    /// Nothing moved for [so long](crate::Watch::stalled_after); told once until something does.
    #[non_exhaustive]
    Stalled {
        /// Which one.
        id: String,
        /// Since when.
        since: DateTime<Utc>,
    },
    /// A read failed in a way that may pass; it is read again.
    #[non_exhaustive]
    Retrying {
        /// Which one.
        id: String,
        /// Why the read failed.
        error: Error,
        /// Failed reads in a row, this one included.
        failures: u32,
        /// When the first of them failed.
        since: DateTime<Utc>,
    },
    /// A list of a compartment failed. What it was to tell is read again, if need be one by one.
    #[non_exhaustive]
    ListFailed {
        /// The compartment.
        compartment_id: String,
        /// Why.
        error: Error,
        /// Whether new work requests of a watched compartment may still be found.
        repeated: bool,
    },
    /// It ended, or the time limit passed: the last event of this id.
    #[non_exhaustive]
    Done {
        /// Which one.
        id: String,
        /// How it ended.
        outcome: Outcome,
    },
    /// It cannot be followed any more: the last event of this id.
    #[non_exhaustive]
    Lost {
        /// Which one.
        id: String,
        /// Why not.
        error: Error,
    },
}

impl WatchEvent {
    /// The work request that it is about; none for a list.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Changed { id, .. }
            | Self::Log { id, .. }
            | Self::Error { id, .. }
            | Self::Stalled { id, .. }
            | Self::Retrying { id, .. }
            | Self::Done { id, .. }
            | Self::Lost { id, .. } => Some(id),
            Self::ListFailed { .. } => None,
        }
    }
}
