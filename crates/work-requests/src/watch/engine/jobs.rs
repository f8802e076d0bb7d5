//! The requests that following makes. Each is one attempt: who follows repeats reads at a pace of
//! its own.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use serde_json::{Map, Value};

use super::Engine;
use crate::call::Target;
use crate::call::identifier::check_identifier;
use crate::client::WorkRequestClient;
use crate::error::{Error, ErrorKind};
use crate::operation::CallOptions;
use crate::resilience::RetryStrategy;
use crate::response::Response;
use crate::service::{ServiceDescriptor, WORK_REQUESTS};
use crate::work::WorkRequest;

/// The largest page that the service gives.
const PAGE_SIZE: &str = "1000";

/// A service's document.
pub(super) type Document = Map<String, Value>;

/// A request to be made, for one work request or for a group of them.
#[derive(Debug)]
pub(super) enum Job {
    Read { key: usize },
    Entries { key: usize, kind: Kind },
    List { group: usize },
}

/// The two kinds of entries, in the order in which they are read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Logs,
    Errors,
}

/// What came of it.
pub(super) enum Answer {
    Read {
        key: usize,
        result: Result<Response<WorkRequest>, Error>,
    },
    Entries {
        key: usize,
        kind: Kind,
        result: Result<Response<Vec<Document>>, Error>,
    },
    List {
        group: usize,
        result: Result<Response<Vec<WorkRequest>>, Error>,
    },
}

/// An answer under way; dropping it ends the request.
pub(super) type Request = BoxFuture<'static, Answer>;

impl Engine {
    /// The request of a job; none if what it was for is gone.
    pub(super) fn request(&self, job: Job) -> Option<Request> {
        let client = self.client.clone();
        Some(match job {
            Job::Read { key } => {
                let id = Arc::clone(&self.followed.get(key)?.id);
                Box::pin(async move {
                    let result = read(client, id).await;
                    Answer::Read { key, result }
                })
            }
            Job::Entries { key, kind } => {
                let followed = self.followed.get(key)?;
                let (id, page) = (Arc::clone(&followed.id), followed.page(kind));
                Box::pin(async move {
                    let result = entries(client, id, kind, page).await;
                    Answer::Entries { key, kind, result }
                })
            }
            Job::List { group } => {
                let state = self.groups.get(group)?;
                let compartment = Arc::clone(state.compartment.as_ref()?);
                let page = state.walk.as_ref()?.token.clone();
                Box::pin(async move {
                    let result = list(client, compartment, page).await;
                    Answer::List { group, result }
                })
            }
        })
    }
}

/// Reads one work request in the normalised view.
async fn read(client: WorkRequestClient, id: Arc<str>) -> Result<Response<WorkRequest>, Error> {
    const OPERATION: &str = "get_work_request";
    let service = &WORK_REQUESTS;
    check_identifier("workRequestId", &id).map_err(|e| e.in_operation(OPERATION))?;
    let target = Target::from_template(service.paths.get, &id);
    let response = client
        .call::<Document>(OPERATION, target, &options())
        .await?;
    view(response, service, OPERATION)
}

/// Reads a page of the entries of a work request, in ascending order.
async fn entries(
    client: WorkRequestClient,
    id: Arc<str>,
    kind: Kind,
    page: Option<String>,
) -> Result<Response<Vec<Document>>, Error> {
    let paths = &WORK_REQUESTS.paths;
    let (operation, path) = match kind {
        Kind::Logs => ("list_work_request_logs", paths.logs),
        Kind::Errors => ("list_work_request_errors", paths.errors),
    };
    let target = Target::from_template(path, &id)
        .query("limit", PAGE_SIZE)
        .optional("page", page)
        .query("sortOrder", "ASC");
    client.call(operation, target, &options()).await
}

/// Reads a page of a compartment's work requests. One without a status is passed over: it is not
/// what anybody follows.
async fn list(
    client: WorkRequestClient,
    compartment: Arc<str>,
    page: Option<String>,
) -> Result<Response<Vec<WorkRequest>>, Error> {
    let service = &WORK_REQUESTS;
    let target = Target::fixed(service.paths.list)
        .query("compartmentId", &compartment)
        .query("limit", PAGE_SIZE)
        .optional("page", page);
    let response = client
        .call::<Vec<Document>>("list_work_requests", target, &options())
        .await?;
    Ok(response.map(|documents| {
        let works = documents.into_iter();
        works
            .filter_map(|document| WorkRequest::from_document(document, service))
            .collect()
    }))
}

fn view(
    response: Response<Document>,
    service: &ServiceDescriptor,
    operation: &'static str,
) -> Result<Response<WorkRequest>, Error> {
    let mut work = None;
    let response = response.map(|document| work = WorkRequest::from_document(document, service));
    match work {
        Some(work) => Ok(response.map(|()| work)),
        None => Err(Error::new(
            ErrorKind::Decode,
            "the answer has no status: is the endpoint the Work Requests API?",
        )
        .in_operation(operation)),
    }
}

fn options() -> CallOptions {
    CallOptions {
        retry_strategy: Some(RetryStrategy::none()),
        ..CallOptions::default()
    }
}
