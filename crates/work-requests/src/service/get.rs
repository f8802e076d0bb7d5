//! `GetWorkRequest`: one work request of any service.

use super::ServiceClient;
use super::entries::Document;
use super::request::Request;
use crate::call::{CallOptions, Outgoing, Target, call_options};
use crate::decode::decode;
use crate::error::Error;
use crate::operation::ResponseFuture;
use crate::response::Response;
use crate::work::WorkRequest;

/// The operation that reads one work request.
pub(crate) const GET: &str = "get_work_request";

/// Reads a work request: made by [`ServiceClient::get_work_request`], sent when awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited"]
pub struct GetWorkRequest {
    service: ServiceClient,
    id: String,
    options: CallOptions,
}

impl GetWorkRequest {
    pub(super) fn new(service: ServiceClient, id: String) -> Self {
        Self {
            service,
            id,
            options: CallOptions::default(),
        }
    }

    call_options!();

    /// Sends the request.
    ///
    /// # Errors
    /// An id or a parameter that is missing or unsafe is refused before anything is sent; see
    /// [`Error`] for the rest.
    pub async fn send(self) -> Result<Response<WorkRequest>, Error> {
        work_request(&self.service, &self.id, &self.options).await
    }
}

/// Reads a work request.
pub(crate) async fn work_request(
    service: &ServiceClient,
    id: &str,
    options: &CallOptions,
) -> Result<Response<WorkRequest>, Error> {
    let of = service.service();
    read(service, id, options, |document| {
        WorkRequest::whole(document, of)
    })
    .await
}

/// Reads its document, and takes from it what is wanted.
pub(super) async fn read<T>(
    service: &ServiceClient,
    id: &str,
    options: &CallOptions,
    take: impl FnOnce(Document) -> Result<T, Error>,
) -> Result<Response<T>, Error> {
    let target = Request {
        service: service.service,
        operation: service.service.get(),
        name: GET,
        parameters: &service.parameters,
        id: Some(id),
        query: Vec::new(),
    }
    .target()?;
    let outgoing = service.outgoing(target)?;
    let read = |bytes: &[u8], allow| decode(bytes, allow).and_then(take);
    let client = service.calling()?;
    client.call_reading(GET, outgoing, options, read).await
}

impl ServiceClient {
    /// A request as this service names its headers.
    pub(super) fn outgoing(&self, target: Target) -> Result<Outgoing, Error> {
        Outgoing::from(target).request_id_header(self.service.request_id_header())
    }
}

impl IntoFuture for GetWorkRequest {
    type Output = Result<Response<WorkRequest>, Error>;
    type IntoFuture = ResponseFuture<WorkRequest>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
