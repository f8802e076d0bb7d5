//! `ListWorkRequests`: the work requests of any service.

use super::ServiceClient;
use super::listed::Listed;
use super::request::Request;
use crate::call::{CallOptions, call_options, page_options};
use crate::decode::decode;
use crate::error::Error;
use crate::operation::{ListOperation, Paging, ResponseFuture, list_futures};
use crate::response::Response;
use crate::work::WorkRequest;

const OPERATION: &str = "list_work_requests";

/// Lists work requests: made by [`ServiceClient::list_work_requests`]. Awaited, it gets one page;
/// [`pages`](Self::pages) and [`items`](Self::items) get them all.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited or streamed"]
pub struct ListWorkRequests {
    service: ServiceClient,
    compartment_id: Option<String>,
    resource_id: Option<String>,
    paging: Paging,
    options: CallOptions,
}

impl ListWorkRequests {
    pub(super) fn new(service: ServiceClient) -> Self {
        Self {
            service,
            compartment_id: None,
            resource_id: None,
            paging: Paging::default(),
            options: CallOptions::default(),
        }
    }

    /// Only work requests of this compartment; most services need one.
    pub fn compartment_id(mut self, id: impl Into<String>) -> Self {
        self.compartment_id = Some(id.into());
        self
    }

    /// Only work requests that touch this resource, where the service can tell.
    pub fn resource_id(mut self, id: impl Into<String>) -> Self {
        self.resource_id = Some(id.into());
        self
    }

    page_options!();
    call_options!();

    pub(crate) fn with_options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    pub(crate) fn at_page(mut self, token: Option<String>) -> Self {
        self.paging.token = token;
        self
    }

    fn request(&self) -> Request<'_> {
        let operation = self.service.service.list();
        let resource = match operation.takes("resourceIdentifier") {
            true => "resourceIdentifier",
            false => "resourceId",
        };
        let size = self.paging.size.filter(|_| operation.takes("limit"));
        Request {
            service: self.service.service,
            operation,
            name: OPERATION,
            parameters: &self.service.parameters,
            id: None,
            query: vec![
                ("compartmentId", self.compartment_id.clone()),
                (resource, self.resource_id.clone()),
                ("limit", size.map(|size| size.to_string())),
                ("page", self.paging.token.clone()),
            ],
        }
    }
}

list_futures!(ListWorkRequests, WorkRequest);

impl ListOperation for ListWorkRequests {
    type Item = WorkRequest;

    fn operation(&self) -> &'static str {
        OPERATION
    }

    fn paging(&self) -> &Paging {
        &self.paging
    }

    fn paging_mut(&mut self) -> &mut Paging {
        &mut self.paging
    }

    fn options_mut(&mut self) -> &mut CallOptions {
        &mut self.options
    }

    async fn fetch(self) -> Result<Response<Vec<WorkRequest>>, Error> {
        let outgoing = self.service.outgoing(self.request().target()?)?;
        let client = self.service.calling()?;
        let service = self.service.service;
        let view = |(at, document)| WorkRequest::listed(document, service, at);
        let read = |bytes: &[u8], allow| {
            let list: Listed = decode(bytes, allow)?;
            list.0.into_iter().enumerate().map(view).collect()
        };
        client
            .call_reading(OPERATION, outgoing, &self.options, read)
            .await
    }
}
