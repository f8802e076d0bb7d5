//! `ListWorkRequests`: the work requests of a compartment.

use work_requests_catalog::WORK_REQUESTS;
use work_requests_models::WorkRequestSummary;

use super::ResponseFuture;
use super::pages::{ListOperation, Paging, list_futures};
use crate::call::identifier::{check_token, check_value};
use crate::call::{CallOptions, Target, call_options, page_options};
use crate::client::WorkRequestClient;
use crate::error::Error;
use crate::response::Response;

const OPERATION: &str = "list_work_requests";

/// Lists work requests: made by [`WorkRequestClient::list_work_requests`]. Awaited, it gets one
/// page; [`pages`](Self::pages) and [`items`](Self::items) get them all.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited or streamed"]
pub struct ListWorkRequests {
    client: WorkRequestClient,
    compartment_id: String,
    resource_id: Option<String>,
    paging: Paging,
    options: CallOptions,
}

impl ListWorkRequests {
    pub(crate) fn new(client: WorkRequestClient, compartment_id: String) -> Self {
        let options = CallOptions::default();
        Self {
            client,
            compartment_id,
            resource_id: None,
            paging: Paging::default(),
            options,
        }
    }

    /// Only work requests that touch this resource.
    pub fn resource_id(mut self, id: impl Into<String>) -> Self {
        self.resource_id = Some(id.into());
        self
    }

    page_options!();
    call_options!();

    fn target(&self) -> Result<Target, Error> {
        check_value("compartmentId", &self.compartment_id)?;
        self.resource_id
            .as_deref()
            .map_or(Ok(()), |id| check_value("resourceId", id))?;
        self.paging
            .token
            .as_deref()
            .map_or(Ok(()), |token| check_token("page", token))?;
        Ok(Target::fixed(WORK_REQUESTS.list().path())
            .query("compartmentId", &self.compartment_id)
            .optional("resourceId", self.resource_id.as_deref())
            .optional("limit", self.paging.size.map(|limit| limit.to_string()))
            .optional("page", self.paging.token.as_deref()))
    }
}

list_futures!(ListWorkRequests, WorkRequestSummary);

impl ListOperation for ListWorkRequests {
    type Item = WorkRequestSummary;

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

    async fn fetch(self) -> Result<Response<Vec<WorkRequestSummary>>, Error> {
        let target = self.target().map_err(|e| e.in_operation(OPERATION))?;
        self.client.call(OPERATION, target, &self.options).await
    }
}
