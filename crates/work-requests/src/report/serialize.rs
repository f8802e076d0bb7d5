//! A report as JSON.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{LogRun, Report, RequestId, Section, Times, Unavailable};
use crate::work::Resource;

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let work = &self.work_request;
        let mut object = serializer.serialize_struct("Report", 14)?;
        object.serialize_field("id", &work.id())?;
        object.serialize_field("service", work.service().name())?;
        object.serialize_field("status", work.status().as_str())?;
        object.serialize_field("rawStatus", work.raw_status())?;
        object.serialize_field("operationType", &work.operation_type())?;
        object.serialize_field("compartmentId", &work.compartment_id())?;
        object.serialize_field("percentComplete", &work.percent_complete())?;
        object.serialize_field("times", &self.times())?;
        object.serialize_field("resources", &self.resources().collect::<Vec<_>>())?;
        object.serialize_field("errors", &self.errors)?;
        object.serialize_field("logs", &self.logs)?;
        object.serialize_field("requestIds", &self.request_ids)?;
        object.serialize_field("madeAt", &written(self.made_at))?;
        object.serialize_field("workRequest", work.document())?;
        object.end()
    }
}

impl Serialize for Times {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let seconds = |length: TimeDelta| length.num_milliseconds() as f64 / 1000.0;
        let mut object = serializer.serialize_struct("Times", 5)?;
        object.serialize_field("accepted", &self.accepted.map(written))?;
        object.serialize_field("started", &self.started.map(written))?;
        object.serialize_field("finished", &self.finished.map(written))?;
        object.serialize_field("queuedSeconds", &self.queued.map(seconds))?;
        object.serialize_field("ranSeconds", &self.ran.map(seconds))?;
        object.end()
    }
}

impl<T: Serialize> Serialize for Section<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Section", 3)?;
        object.serialize_field("items", self.items())?;
        object.serialize_field("complete", &self.is_complete())?;
        object.serialize_field("unavailable", &self.unavailable())?;
        object.end()
    }
}

impl Serialize for Unavailable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Unavailable", 4)?;
        object.serialize_field("kind", self.kind.as_str())?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("status", &self.status.map(|status| status.as_u16()))?;
        object.serialize_field("opcRequestId", &self.request_id)?;
        object.end()
    }
}

impl Serialize for LogRun {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("LogRun", 4)?;
        object.serialize_field("message", &self.message)?;
        object.serialize_field("first", &self.first.map(written))?;
        object.serialize_field("last", &self.last.map(written))?;
        object.serialize_field("count", &self.count)?;
        object.end()
    }
}

impl Serialize for RequestId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("RequestId", 2)?;
        object.serialize_field("operation", self.operation)?;
        object.serialize_field("opcRequestId", &self.id)?;
        object.end()
    }
}

/// As the service sent it.
impl Serialize for Resource<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Resource", 4)?;
        object.serialize_field("action", &self.action())?;
        object.serialize_field("entityType", &self.entity_type())?;
        object.serialize_field("identifier", &self.identifier())?;
        object.serialize_field("entityUri", &self.entity_uri())?;
        object.end()
    }
}

fn written(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
