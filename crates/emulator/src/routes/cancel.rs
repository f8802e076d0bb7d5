//! Asking a work request to end early.

use axum::body::Body;
use axum::response::IntoResponse;
use http::header::IF_MATCH;
use http::{HeaderMap, Response, StatusCode};

use super::get::{etag, find};
use crate::errors::ApiError;
use crate::services::Call;
use crate::shared::Shared;

pub(super) fn work_request(
    shared: &Shared,
    call: &Call,
    headers: &HeaderMap,
) -> Result<Response<Body>, ApiError> {
    let now = shared.now();
    let skew = *shared.skew();
    let mut store = shared.store_mut();
    let moment = store.moment(now, skew);
    let work = find(&store, call)?;
    let known = etag(work, moment);
    if headers.get(IF_MATCH).is_some_and(|wanted| *wanted != known) {
        return Err(ApiError::precondition_failed(
            "the work request has changed since that etag; read it again",
        ));
    }
    if work.has_ended(moment) {
        return Err(ApiError::incorrect_state("the work request has ended"));
    }
    if let Some(work) = call.id.as_deref().and_then(|id| store.get_mut(id)) {
        work.cancel(moment);
    }
    Ok(StatusCode::ACCEPTED.into_response())
}
