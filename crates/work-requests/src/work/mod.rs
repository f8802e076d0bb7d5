//! A work request of any service, in one shape.
//!
//! The typed operations return the models of the shared service as they are. Whatever follows work
//! to its end reads this view instead, so that it works alike for every service: the status in one
//! vocabulary beside the raw word, and the whole document for what only one service has.

mod entry;
mod outcome;
mod resource;
mod status;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

pub use entry::{ErrorEntry, LogEntry};
pub use outcome::Outcome;
pub use resource::Resource;
pub use status::Status;

use crate::service::ServiceDescriptor;

/// One state of a work request, as read at one moment. Cheap to clone.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkRequest {
    service: &'static str,
    status: Status,
    document: Arc<Map<String, Value>>,
}

impl WorkRequest {
    /// Reads a service's document; `None` if it has no status or none of type text.
    pub(crate) fn from_document(
        document: Map<String, Value>,
        service: &ServiceDescriptor,
    ) -> Option<Self> {
        let status = Status::from_word(document.get("status")?.as_str()?, service);
        Some(Self {
            service: service.name,
            status,
            document: Arc::new(document),
        })
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
        self.text("id")
    }

    /// The service that answered, such as `work_requests`.
    pub fn service(&self) -> &'static str {
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
        self.document.get("percentComplete")?.as_f64()
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
        self.document.get(member)?.as_str()
    }

    fn time(&self, member: &str) -> Option<DateTime<Utc>> {
        let time = DateTime::parse_from_rfc3339(self.text(member)?).ok()?;
        Some(time.with_timezone(&Utc))
    }
}
