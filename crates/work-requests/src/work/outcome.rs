//! How a followed work request ended.

use super::{Status, WorkRequest};

/// The end of a work request, with the last state that was read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// All done.
    Succeeded(WorkRequest),
    /// Part of it done.
    PartiallySucceeded(WorkRequest),
    /// It did not do what was asked; its errors and logs say why.
    Failed(WorkRequest),
    /// Ended by a cancellation, or skipped.
    Canceled(WorkRequest),
    /// It waits for somebody to act.
    NeedsAttention(WorkRequest),
    /// The time limit of the wait passed first; the work goes on. `None` if no state could be read.
    TimedOut(Option<WorkRequest>),
}

impl Outcome {
    /// The outcome of a state that has ended, or the state itself if it goes on.
    pub(crate) fn of(work: WorkRequest) -> Result<Self, WorkRequest> {
        match work.status() {
            Status::Succeeded => Ok(Self::Succeeded(work)),
            Status::PartiallySucceeded => Ok(Self::PartiallySucceeded(work)),
            Status::Failed => Ok(Self::Failed(work)),
            Status::Canceled | Status::Skipped => Ok(Self::Canceled(work)),
            Status::NeedsAttention => Ok(Self::NeedsAttention(work)),
            _ => Err(work),
        }
    }

    /// The word in output: `succeeded`, `partially_succeeded`, `failed`, `canceled`,
    /// `needs_attention` or `timed_out`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Succeeded(_) => "succeeded",
            Self::PartiallySucceeded(_) => "partially_succeeded",
            Self::Failed(_) => "failed",
            Self::Canceled(_) => "canceled",
            Self::NeedsAttention(_) => "needs_attention",
            Self::TimedOut(_) => "timed_out",
        }
    }

    /// Whether everything that was asked for was done.
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Succeeded(_))
    }

    /// The last state that was read.
    pub fn work_request(&self) -> Option<&WorkRequest> {
        match self {
            Self::Succeeded(work)
            | Self::PartiallySucceeded(work)
            | Self::Failed(work)
            | Self::Canceled(work)
            | Self::NeedsAttention(work) => Some(work),
            Self::TimedOut(work) => work.as_ref(),
        }
    }
}
