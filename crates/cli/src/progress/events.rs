//! Progress as events for a program: one JSON object a line on stdout.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use work_requests::Error;
use work_requests::work::WorkRequest;

use crate::error::{CliError, ErrorObject};
use crate::follow::{Entry, serialize_members};
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
    },
    Error {
        id: &'a str,
        error: ErrorObject,
        repeated: bool,
    },
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
        let (id, service, status) = (&*entry.id, state.service(), state.status().as_str());
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
            });
        }
        Ok(())
    }

    /// A failed read; `repeated` if it is tried again.
    pub(super) fn error(
        &self,
        entry: &Entry,
        error: &Error,
        repeated: bool,
    ) -> Result<(), CliError> {
        let object = ErrorObject::of_call(error, "get_work_request");
        emit(&Event::Error {
            id: &entry.id,
            error: object,
            repeated,
        })
    }

    /// The last event of a work request, with the members of the result.
    pub(super) fn ended(&self, entry: &Entry) -> Result<(), CliError> {
        if let Some(error) = entry.error() {
            self.error(entry, error, false)?;
        }
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
