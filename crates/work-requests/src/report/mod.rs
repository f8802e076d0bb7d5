//! Why a work request ended as it did, in one piece: for a person, for a program, for support.

mod builder;
mod client;
mod collapse;
mod section;
mod serialize;
mod text;
mod times;

#[cfg(feature = "html")]
mod html;

use chrono::{DateTime, Utc};

pub use builder::ReportBuilder;
pub use collapse::LogRun;
pub use section::{Section, Unavailable};
pub use times::Times;

use crate::work::{ErrorEntry, Resource, WorkRequest};

/// What is known of a work request: made by
/// [`WorkRequestClient::report`](crate::WorkRequestClient::report).
///
/// `Display` is the text for a person, safe for a terminal. Serialized it is an object with the
/// members `id`, `service`, `status` (our vocabulary), `rawStatus`, `operationType`,
/// `compartmentId`, `percentComplete`, `times`, `resources`, `errors`, `logs`, `requestIds`,
/// `madeAt` and `workRequest` (the service's document); what is unknown is `null`.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    work_request: WorkRequest,
    errors: Section<ErrorEntry>,
    logs: Section<LogRun>,
    request_ids: Vec<RequestId>,
    made_at: DateTime<Utc>,
}

/// A request that was made for the report, by the id that support asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestId {
    /// The operation, such as `list_work_request_errors`.
    pub operation: &'static str,
    /// Its `opc-request-id`.
    pub id: String,
}

impl Report {
    /// The work request as it was read.
    pub fn work_request(&self) -> &WorkRequest {
        &self.work_request
    }

    /// Its errors, oldest first.
    pub fn errors(&self) -> &Section<ErrorEntry> {
        &self.errors
    }

    /// The last lines of its log, oldest first, lines that repeat taken together.
    pub fn logs(&self) -> &Section<LogRun> {
        &self.logs
    }

    /// What it did to which resources.
    pub fn resources(&self) -> impl Iterator<Item = Resource<'_>> {
        self.work_request.resources()
    }

    /// When it was accepted, began and ended, and how long that took.
    pub fn times(&self) -> Times {
        Times::of(&self.work_request, self.made_at)
    }

    /// The requests that were made for this report.
    pub fn request_ids(&self) -> &[RequestId] {
        &self.request_ids
    }

    /// When it was made, by the client's clock.
    pub fn made_at(&self) -> DateTime<Utc> {
        self.made_at
    }

    /// The first error in one line, if there is one.
    pub fn headline(&self) -> Option<String> {
        let error = self.errors.items().first()?;
        Some(format!("{}: {}", error.code(), error.message()))
    }

    /// A page of HTML with nothing outside it: styles, and a timeline as an image, are inside.
    #[cfg(feature = "html")]
    pub fn to_html(&self) -> String {
        html::page(self)
    }
}
