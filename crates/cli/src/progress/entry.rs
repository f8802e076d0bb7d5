//! One work request that is followed, and what became of it.

use serde::ser::{Serialize, SerializeMap, Serializer};
use work_requests::service::WORK_REQUESTS;
use work_requests::work::WorkRequest;
use work_requests::{Error, Outcome, Service, WorkRequestClient};

use work_requests::work::LogEntry;
use work_requests::{Progress, Report};

use crate::error::ErrorObject;
use crate::exit::Exit;

/// The operation that following consists of, for errors that came before one began.
const OPERATION: &str = "get_work_request";

/// One work request that is followed, and what became of it.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The id as it was named.
    pub(crate) id: String,
    /// The service that is asked for it.
    pub(crate) service: &'static Service,
    /// The last state that was read.
    pub(crate) state: Option<WorkRequest>,
    /// How fast it comes along.
    pub(crate) speed: Progress,
    /// The last line of its log, where lines are read.
    pub(crate) last_line: Option<LogEntry>,
    pub(crate) end: End,
    pub(crate) report: Option<Report>,
}

/// What became of it.
#[derive(Debug)]
pub(crate) enum End {
    /// It goes on.
    None,
    /// It ended, or the time limit passed.
    Outcome(Outcome),
    /// It cannot be followed.
    Lost(Box<Error>),
}

impl Entry {
    pub(crate) fn new(id: String, client: &WorkRequestClient) -> Self {
        Self {
            service: client.service_of(&id).service(),
            ..Self::of_shared(id)
        }
    }

    /// One of the shared service.
    pub(crate) fn of_shared(id: String) -> Self {
        Self {
            id,
            service: WORK_REQUESTS,
            state: None,
            speed: Progress::default(),
            last_line: None,
            end: End::None,
            report: None,
        }
    }

    /// The word for the outcome; none if there is no outcome.
    pub(crate) fn outcome(&self) -> Option<&'static str> {
        match &self.end {
            End::Outcome(outcome) => Some(outcome.as_str()),
            End::None | End::Lost(_) => None,
        }
    }

    /// Whether nothing more is expected of it.
    pub(crate) fn has_ended(&self) -> bool {
        !matches!(self.end, End::None)
    }

    /// Whether somebody who comes back later can go on following it.
    pub(crate) fn goes_on(&self) -> bool {
        matches!(self.end, End::None | End::Outcome(Outcome::TimedOut(_)))
    }

    /// The error, if it could not be followed.
    pub(crate) fn error(&self) -> Option<&Error> {
        match &self.end {
            End::Lost(error) => Some(error),
            End::None | End::Outcome(_) => None,
        }
    }

    /// The exit code it asks for; `demand_success` makes a failure one.
    pub(crate) fn exit(&self, demand_success: bool) -> Exit {
        match &self.end {
            End::None => Exit::Interrupted,
            End::Lost(error) => Exit::of(error),
            End::Outcome(Outcome::TimedOut(_)) => Exit::TimedOut,
            End::Outcome(outcome) if demand_success && !outcome.is_success() => Exit::NotSucceeded,
            End::Outcome(_) => Exit::Done,
        }
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        serialize_members(self, &mut map)?;
        map.end()
    }
}

/// The members of an entry, shared by the result and the `done` event.
pub(crate) fn serialize_members<M: SerializeMap>(
    entry: &Entry,
    map: &mut M,
) -> Result<(), M::Error> {
    let state = entry.state.as_ref();
    map.serialize_entry("id", &entry.id)?;
    map.serialize_entry("service", entry.service.name())?;
    map.serialize_entry("outcome", &entry.outcome())?;
    map.serialize_entry("status", &state.map(|state| state.status().as_str()))?;
    map.serialize_entry("workRequest", &state.map(WorkRequest::document))?;
    if let Some(report) = &entry.report {
        map.serialize_entry("report", report)?;
    }
    if let Some(error) = entry.error() {
        map.serialize_entry("error", &ErrorObject::of_call(error, OPERATION))?;
    }
    Ok(())
}
