//! When things happened, and how long they took.

use chrono::{DateTime, TimeDelta, Utc};

use crate::work::WorkRequest;

/// When a work request was accepted, began and ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Times {
    /// When the service took it on.
    pub accepted: Option<DateTime<Utc>>,
    /// When the work began.
    pub started: Option<DateTime<Utc>>,
    /// When it ended.
    pub finished: Option<DateTime<Utc>>,
    /// How long it waited to begin; until now if it still does. Never negative.
    pub queued: Option<TimeDelta>,
    /// How long it ran; until now if it still does. Never negative.
    pub ran: Option<TimeDelta>,
}

impl Times {
    pub(super) fn of(work: &WorkRequest, now: DateTime<Utc>) -> Self {
        let (accepted, started, finished) = (
            work.time_accepted(),
            work.time_started(),
            work.time_finished(),
        );
        let open_end = if work.status().is_terminal() {
            None
        } else {
            Some(now)
        };
        let until = |end: Option<DateTime<Utc>>| end.or(open_end);
        let length = |from: Option<DateTime<Utc>>, to: Option<DateTime<Utc>>| {
            Some(to?.signed_duration_since(from?).max(TimeDelta::zero()))
        };
        Self {
            accepted,
            started,
            finished,
            queued: length(accepted, until(started.or(finished))),
            ran: length(started, until(finished)),
        }
    }
}
