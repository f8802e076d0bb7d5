//! `GetWorkRequest`: one work request by its id.

use work_requests_catalog::WORK_REQUESTS;
use work_requests_models::WorkRequest;

use super::ResponseFuture;
use crate::call::identifier::check_identifier;
use crate::call::{CallOptions, Target, call_options};
use crate::client::WorkRequestClient;
use crate::error::Error;
use crate::response::Response;

const OPERATION: &str = "get_work_request";

/// Reads a work request: made by [`WorkRequestClient::get_work_request`], sent when awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited"]
pub struct GetWorkRequest {
    client: WorkRequestClient,
    id: String,
    options: CallOptions,
}

impl GetWorkRequest {
    pub(crate) fn new(client: WorkRequestClient, id: String) -> Self {
        Self {
            client,
            id,
            options: CallOptions::default(),
        }
    }

    call_options!();

    /// Sends the request.
    ///
    /// # Errors
    /// An id that is blank, overlong or not one path segment is refused before anything is sent;
    /// see [`Error`] for the rest.
    pub async fn send(self) -> Result<Response<WorkRequest>, Error> {
        let target = self.target().map_err(|e| e.in_operation(OPERATION))?;
        self.client.call(OPERATION, target, &self.options).await
    }

    fn target(&self) -> Result<Target, Error> {
        check_identifier("workRequestId", &self.id)?;
        Ok(Target::from_template(WORK_REQUESTS.get().path(), &self.id))
    }
}

impl IntoFuture for GetWorkRequest {
    type Output = Result<Response<WorkRequest>, Error>;
    type IntoFuture = ResponseFuture<WorkRequest>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
