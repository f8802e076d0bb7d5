//! What a work request has to say: its errors and the lines of its log, of any service.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

/// The spellings of the services.
const TIMES: [&str; 3] = ["timestamp", "timeStamp", "timeCreated"];

/// An error of a work request. Cheap to read, whole: [`document`](Self::document) has every member.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorEntry(Map<String, Value>);

/// A line of a work request's log; see [`ErrorEntry`].
#[derive(Debug, Clone, PartialEq)]
pub struct LogEntry(Map<String, Value>);

macro_rules! entry {
    ($entry:ident) => {
        impl $entry {
            pub(crate) fn from_document(document: Map<String, Value>) -> Self {
                Self(document)
            }

            /// The text; empty if there is none.
            pub fn message(&self) -> &str {
                text(&self.0, "message").unwrap_or_default()
            }

            /// When it was written, if the service says so in a form that can be read.
            pub fn timestamp(&self) -> Option<DateTime<Utc>> {
                let written = TIMES.iter().find_map(|name| text(&self.0, name))?;
                let time = DateTime::parse_from_rfc3339(written).ok()?;
                Some(time.with_timezone(&Utc))
            }

            /// The service's document, with every member it sent.
            pub fn document(&self) -> &Map<String, Value> {
                &self.0
            }
        }
    };
}

entry!(ErrorEntry);
entry!(LogEntry);

impl ErrorEntry {
    /// The service's word for the error; empty if there is none.
    pub fn code(&self) -> &str {
        text(&self.0, "code").unwrap_or_default()
    }
}

fn text<'a>(document: &'a Map<String, Value>, member: &str) -> Option<&'a str> {
    document.get(member)?.as_str()
}
