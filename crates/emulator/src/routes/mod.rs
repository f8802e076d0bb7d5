//! The operations, of whichever service.

mod cancel;
mod get;
mod list;
mod page;
mod query;

mod token;

use std::sync::Arc;

use axum::body::Body;
use axum::response::IntoResponse;
use bytes::Bytes;
use http::{Request, Response};

use crate::errors::ApiError;
use crate::operation::Operation;
use crate::services::{Call, Unknown};
use crate::shared::Shared;

pub(crate) use page::MAX_LIMIT;

/// The true answer to a request whose signature was good.
pub(crate) fn answer(
    shared: &Arc<Shared>,
    call: Result<Call, Unknown>,
    request: &Request<Bytes>,
) -> Response<Body> {
    let answered = call.map_err(|unknown| refusal(unknown, request));
    let answered = answered.and_then(|call| match call.operation {
        Operation::GetWorkRequest => get::work_request(shared, &call),
        Operation::ListWorkRequests => list::work_requests(shared, &call, request.uri()),
        Operation::ListWorkRequestErrors => list::errors(shared, &call, request.uri()),
        Operation::ListWorkRequestLogs => list::logs(shared, &call, request.uri()),
        Operation::CancelWorkRequest => cancel::work_request(shared, &call, request.headers()),
    });
    answered.unwrap_or_else(IntoResponse::into_response)
}

fn refusal(unknown: Unknown, request: &Request<Bytes>) -> ApiError {
    match unknown {
        Unknown::Method => ApiError::method_not_allowed("this path does not answer this method"),
        Unknown::Path => ApiError::not_found(format_args!(
            "the path {} (operations of the shared service are below /20160918/workRequests, of others below /services/NAME/)",
            request.uri().path()
        )),
    }
}
