//! What a work request has to say: its errors and the lines of its log, of any service.

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use work_requests_catalog::Service;

use super::check::time;

/// An error of a work request: [`document`](Self::document) has every member.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorEntry {
    document: Map<String, Value>,
    service: &'static Service,
}

/// A line of a work request's log; see [`ErrorEntry`].
#[derive(Debug, Clone, PartialEq)]
pub struct LogEntry {
    document: Map<String, Value>,
    service: &'static Service,
}

macro_rules! entry {
    ($entry:ident) => {
        impl $entry {
            pub(crate) fn from_document(
                document: Map<String, Value>,
                service: &'static Service,
            ) -> Self {
                Self { document, service }
            }

            /// The text; empty if there is none.
            pub fn message(&self) -> &str {
                self.text("message")
            }

            /// When it was written, if the service says so in a form that can be read.
            pub fn timestamp(&self) -> Option<DateTime<Utc>> {
                time(self.document.get(self.service.member("timestamp"))?)
            }

            /// The service's document, with every member it sent.
            pub fn document(&self) -> &Map<String, Value> {
                &self.document
            }

            fn text(&self, member: &str) -> &str {
                let value = self.document.get(self.service.member(member));
                value.and_then(Value::as_str).unwrap_or_default()
            }
        }

        /// The service's document.
        impl Serialize for $entry {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.document.serialize(serializer)
            }
        }
    };
}

entry!(ErrorEntry);
entry!(LogEntry);

impl ErrorEntry {
    /// The service's word for the error; empty if there is none.
    pub fn code(&self) -> &str {
        self.text("code")
    }
}
