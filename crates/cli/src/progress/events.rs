//! Progress as events for a program: one JSON object a line on stdout.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use work_requests::work::{ErrorEntry, LogEntry, WorkRequest};
use work_requests::{Error, Eta};

use super::{Entry, serialize_members};
use crate::error::{CliError, ErrorObject};
use crate::output::{json, write};

/// Writes events.
#[derive(Debug, Default)]
pub(super) struct Events;

#[derive(Serialize)]
#[serde(
    tag = "event",
    rename_all = "lowercase",
    rename_all_fields = "camelCase"
)]
enum Event<'a> {
    Status {
        id: &'a str,
        service: &'a str,
        status: &'a str,
        raw_status: &'a str,
        percent_complete: Option<f64>,
    },
    Progress {
        id: &'a str,
        service: &'a str,
        status: &'a str,
        percent_complete: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        eta_seconds: Option<EtaSeconds>,
    },
    Log {
        id: &'a str,
        message: &'a str,
        timestamp: Option<DateTime<Utc>>,
    },
    Error {
        id: &'a str,
        code: &'a str,
        message: &'a str,
        timestamp: Option<DateTime<Utc>>,
    },
    Retry {
        id: &'a str,
        error: ErrorObject,
    },
}

/// When it should end, with the range that the percentages so far allow for.
#[derive(Serialize)]
struct EtaSeconds {
    remaining: u64,
    soonest: u64,
    latest: u64,
}

impl From<Eta> for EtaSeconds {
    fn from(eta: Eta) -> Self {
        Self {
            remaining: eta.remaining.as_secs(),
            soonest: eta.soonest.as_secs(),
            latest: eta.latest.as_secs(),
        }
    }
}

impl Events {
    /// A new status, or else progress; other changes of the document are no events.
    pub(super) fn changed(
        &self,
        entry: &Entry,
        before: Option<&WorkRequest>,
    ) -> Result<(), CliError> {
        let Some(state) = &entry.state else {
            return Ok(());
        };
        let (id, service, status) = (&*entry.id, state.service().name(), state.status().as_str());
        let percent_complete = state.percent_complete();
        if before.map(WorkRequest::raw_status) != Some(state.raw_status()) {
            return emit(&Event::Status {
                id,
                service,
                status,
                raw_status: state.raw_status(),
                percent_complete,
            });
        }
        if before.and_then(WorkRequest::percent_complete) != percent_complete {
            return emit(&Event::Progress {
                id,
                service,
                status,
                percent_complete,
                eta_seconds: entry.speed.eta.map(EtaSeconds::from),
            });
        }
        Ok(())
    }

    /// A new line of its log.
    pub(super) fn log(&self, entry: &Entry, line: &LogEntry) -> Result<(), CliError> {
        emit(&Event::Log {
            id: &entry.id,
            message: line.message(),
            timestamp: line.timestamp(),
        })
    }

    /// A new error of the work request.
    pub(super) fn error(&self, entry: &Entry, error: &ErrorEntry) -> Result<(), CliError> {
        emit(&Event::Error {
            id: &entry.id,
            code: error.code(),
            message: error.message(),
            timestamp: error.timestamp(),
        })
    }

    /// A failed read that is repeated.
    pub(super) fn retry(&self, entry: &Entry, error: &Error) -> Result<(), CliError> {
        let error = ErrorObject::of_call(error, "get_work_request");
        emit(&Event::Retry {
            id: &entry.id,
            error,
        })
    }

    /// The last event of a work request, with the members of the result.
    pub(super) fn ended(&self, entry: &Entry) -> Result<(), CliError> {
        emit(&Done(entry))
    }
}

struct Done<'a>(&'a Entry);

impl Serialize for Done<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("event", "done")?;
        serialize_members(self.0, &mut map)?;
        map.end()
    }
}

fn emit(event: &impl Serialize) -> Result<(), CliError> {
    write(&json::line(event).map_err(CliError::unprintable)?)
}
