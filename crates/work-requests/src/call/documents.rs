//! The service's documents as they are, for whatever reads the normalised view.

use std::num::NonZeroU32;

use serde_json::{Map, Value};

use super::Target;
use super::identifier::check_identifier;
use crate::client::WorkRequestClient;
use crate::error::{Error, ErrorKind};
use crate::operation::{CallOptions, ListOperation, Paging};
use crate::response::Response;
use crate::service::{ServiceDescriptor, WORK_REQUESTS};
use crate::work::WorkRequest;

/// The operation that reads one work request.
pub(crate) const GET: &str = "get_work_request";

/// The largest page that the service gives.
const PAGE_SIZE: u32 = 1000;

/// A service's document.
pub(crate) type Document = Map<String, Value>;

/// The two kinds of entries that a work request has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryKind {
    Logs,
    Errors,
}

/// Reads one work request in the normalised view.
pub(crate) async fn work_request(
    client: &WorkRequestClient,
    id: &str,
    options: &CallOptions,
) -> Result<Response<WorkRequest>, Error> {
    let service = &WORK_REQUESTS;
    check_identifier("workRequestId", id).map_err(|e| e.in_operation(GET))?;
    let target = Target::from_template(service.paths.get, id);
    let response = client.call::<Document>(GET, target, options).await?;
    view(response, service)
}

fn view(
    response: Response<Document>,
    service: &ServiceDescriptor,
) -> Result<Response<WorkRequest>, Error> {
    let mut work = None;
    let response = response.map(|document| work = WorkRequest::from_document(document, service));
    match work {
        Some(work) => Ok(response.map(|()| work)),
        None => Err(Error::new(
            ErrorKind::Decode,
            "the answer has no status: is the endpoint the Work Requests API?",
        )
        .in_operation(GET)),
    }
}

/// Reads a page of a compartment's work requests. One without a status is passed over: it is not
/// what anybody follows.
pub(crate) async fn work_requests(
    client: &WorkRequestClient,
    compartment: &str,
    page: Option<&str>,
    options: &CallOptions,
) -> Result<Response<Vec<WorkRequest>>, Error> {
    let service = &WORK_REQUESTS;
    let target = Target::fixed(service.paths.list)
        .query("compartmentId", compartment)
        .query("limit", &PAGE_SIZE.to_string())
        .optional("page", page);
    let response = client
        .call::<Vec<Document>>("list_work_requests", target, options)
        .await?;
    Ok(response.map(|documents| {
        let works = documents.into_iter();
        works
            .filter_map(|document| WorkRequest::from_document(document, service))
            .collect()
    }))
}

/// The entries of a work request, of either kind, page by page.
#[derive(Debug, Clone)]
pub(crate) struct Entries {
    pub(crate) client: WorkRequestClient,
    pub(crate) id: String,
    pub(crate) kind: EntryKind,
    pub(crate) newest_first: bool,
    pub(crate) paging: Paging,
    pub(crate) options: CallOptions,
}

impl Entries {
    /// From the oldest on, in the largest pages.
    pub(crate) fn new(client: WorkRequestClient, id: impl Into<String>, kind: EntryKind) -> Self {
        Self {
            client,
            id: id.into(),
            kind,
            newest_first: false,
            paging: Paging::default(),
            options: CallOptions::default(),
        }
    }
}

impl ListOperation for Entries {
    type Item = Document;

    fn operation(&self) -> &'static str {
        match self.kind {
            EntryKind::Logs => "list_work_request_logs",
            EntryKind::Errors => "list_work_request_errors",
        }
    }

    fn paging(&self) -> &Paging {
        &self.paging
    }

    fn paging_mut(&mut self) -> &mut Paging {
        &mut self.paging
    }

    async fn fetch(self) -> Result<Response<Vec<Document>>, Error> {
        let operation = self.operation();
        check_identifier("workRequestId", &self.id).map_err(|e| e.in_operation(operation))?;
        let paths = &WORK_REQUESTS.paths;
        let path = match self.kind {
            EntryKind::Logs => paths.logs,
            EntryKind::Errors => paths.errors,
        };
        let size = self.paging.size.map_or(PAGE_SIZE, NonZeroU32::get);
        let target = Target::from_template(path, &self.id)
            .query("limit", &size.to_string())
            .optional("page", self.paging.token.as_deref())
            .query("sortOrder", if self.newest_first { "DESC" } else { "ASC" });
        self.client.call(operation, target, &self.options).await
    }
}
