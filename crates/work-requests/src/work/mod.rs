//! A work request of any service, in one shape.
//!
//! The typed operations return the models of the shared service as they are. Whatever follows work
//! to its end reads this view instead, so that it works alike for every service: the status in one
//! vocabulary beside the raw word, and the whole document for what only one service has.

mod check;
mod entry;
mod outcome;
mod resource;
mod status;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use check::Check;
pub use entry::{ErrorEntry, LogEntry};
pub use outcome::Outcome;
pub use resource::Resource;
pub use status::Status;

use work_requests_catalog::{Service, WORK_REQUESTS};

use crate::error::Error;

/// One state of a work request, as read at one moment. Cheap to clone. Serialized it is the service's
/// document.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkRequest {
    service: &'static Service,
    status: Status,
    id: &'static str,
    document: Arc<Map<String, Value>>,
}

impl WorkRequest {
    /// Reads a service's document.
    pub(crate) fn whole(
        document: Map<String, Value>,
        service: &'static Service,
    ) -> Result<Self, Error> {
        let check = Check {
            document: &document,
            service,
            place: String::new(),
            needed: service.member("status"),
        };
        check.run()?;
        Ok(Self::checked(document, service, "id"))
    }

    /// Reads the document at this place of a service's list; some lists leave the status out.
    pub(crate) fn listed(
        document: Map<String, Value>,
        service: &'static Service,
        place: usize,
    ) -> Result<Self, Error> {
        let own = service
            .members()
            .iter()
            .find(|(usual, _)| *usual == "listId");
        let id = own.map_or("id", |(_, own)| *own);
        let check = Check {
            document: &document,
            service,
            place: format!("[{place}]"),
            needed: id,
        };
        check.run()?;
        Ok(Self::checked(document, service, id))
    }

    fn checked(document: Map<String, Value>, service: &'static Service, id: &'static str) -> Self {
        let word = document
            .get(service.member("status"))
            .and_then(Value::as_str);
        Self {
            service,
            status: Status::from_word(word.unwrap_or_default(), service),
            id,
            document: Arc::new(document),
        }
    }

    /// This state with what a newer one says; members that the newer one lacks stay, because lists
    /// leave some out.
    pub(crate) fn updated_by(&self, newer: &Self) -> Self {
        let known = |(name, value): (&String, &Value)| self.document.get(name) == Some(value);
        if newer.document.iter().all(known) {
            return self.clone();
        }
        let mut document = Map::clone(&self.document);
        let newest = newer.document.iter();
        document.extend(newest.map(|(name, value)| (name.clone(), value.clone())));
        Self {
            document: Arc::new(document),
            ..newer.clone()
        }
    }

    /// Its identifier.
    pub fn id(&self) -> Option<&str> {
        self.document.get(self.id)?.as_str()
    }

    /// The service that answered.
    pub fn service(&self) -> &'static Service {
        self.service
    }

    /// What it is doing, in our vocabulary.
    pub fn status(&self) -> Status {
        self.status
    }

    /// What it is doing, in the service's word.
    pub fn raw_status(&self) -> &str {
        self.text("status").unwrap_or_default()
    }

    /// What kind of work it is, such as `LaunchInstance`.
    pub fn operation_type(&self) -> Option<&str> {
        self.text("operationType")
    }

    /// How far it is, in percent, as the service says; it may be absent or outside 0 to 100.
    pub fn percent_complete(&self) -> Option<f64> {
        let member = self.service.member("percentComplete");
        self.document.get(member)?.as_f64()
    }

    /// The compartment it works in.
    pub fn compartment_id(&self) -> Option<&str> {
        self.text("compartmentId")
    }

    /// When the service took it on.
    pub fn time_accepted(&self) -> Option<DateTime<Utc>> {
        self.time("timeAccepted")
    }

    /// When the work began.
    pub fn time_started(&self) -> Option<DateTime<Utc>> {
        self.time("timeStarted")
    }

    /// When the work ended.
    pub fn time_finished(&self) -> Option<DateTime<Utc>> {
        self.time("timeFinished")
    }

    /// What it does to which resources; none where a list left them out.
    pub fn resources(&self) -> impl Iterator<Item = Resource<'_>> {
        Resource::all(&self.document)
    }

    /// The service's document, with every member it sent.
    pub fn document(&self) -> &Map<String, Value> {
        &self.document
    }

    fn text(&self, member: &str) -> Option<&str> {
        self.document.get(self.service.member(member))?.as_str()
    }

    fn time(&self, member: &str) -> Option<DateTime<Utc>> {
        check::time(self.document.get(self.service.member(member))?)
    }
}

impl Serialize for WorkRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.document.serialize(serializer)
    }
}

/// The view of what a typed operation of the shared service answered.
macro_rules! from_model {
    ($model:ident) => {
        impl From<&work_requests_models::$model> for WorkRequest {
            fn from(model: &work_requests_models::$model) -> Self {
                // A model is an object with a status, so that neither can fail.
                let document = match serde_json::to_value(model) {
                    Ok(Value::Object(document)) => document,
                    _ => Map::new(),
                };
                Self::checked(document, WORK_REQUESTS, "id")
            }
        }
    };
}

from_model!(WorkRequest);
from_model!(WorkRequestSummary);
