//! One work request.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::HeaderValue;
use http::header::RETRY_AFTER;

use crate::errors::ApiError;
use crate::shared::Shared;
use crate::store::{Store, Work};

pub(super) async fn work_request(
    State(shared): State<Arc<Shared>>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, ApiError> {
    let store = shared.store();
    let work = find(&store, id)?;
    let moment = shared.moment(&store);
    let mut response = Json(work.document(moment)).into_response();
    if let Some(after) = shared
        .settings
        .retry_after
        .filter(|_| !work.has_ended(moment))
    {
        response
            .headers_mut()
            .insert(RETRY_AFTER, whole_seconds(after));
    }
    Ok(response)
}

/// The work request that the path names.
pub(super) fn find(
    store: &Store,
    id: Result<Path<String>, PathRejection>,
) -> Result<&Work, ApiError> {
    let Path(id) = id.map_err(|_| ApiError::invalid_parameter("the path is not utf-8"))?;
    let unknown = || ApiError::not_found(format_args!("the work request {id}"));
    store.get(&id).ok_or_else(unknown)
}

fn whole_seconds(span: Duration) -> HeaderValue {
    let up = u64::from(span.subsec_nanos() > 0);
    HeaderValue::from(span.as_secs().saturating_add(up))
}
