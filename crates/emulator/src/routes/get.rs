//! One work request.

use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::response::IntoResponse;
use http::header::{ETAG, RETRY_AFTER};
use http::{HeaderValue, Response};
use serde_json::Value;

use crate::errors::ApiError;
use crate::services::{Call, Shaped};
use crate::shared::Shared;
use crate::store::{Moment, Store, Work};

pub(super) fn work_request(shared: &Shared, call: &Call) -> Result<Response<Body>, ApiError> {
    let store = shared.store();
    let work = find(&store, call)?;
    let moment = shared.moment(&store);
    let mut response = Json(document(work, moment, Shaped(call.service))).into_response();
    let headers = response.headers_mut();
    headers.insert(ETAG, etag(work, moment));
    let after = shared.settings.retry_after;
    if let Some(after) = after.filter(|_| !work.has_ended(moment)) {
        headers.insert(RETRY_AFTER, whole_seconds(after));
    }
    Ok(response)
}

fn document(work: &Work, moment: Moment, shaped: Shaped) -> Value {
    let mut document = shaped.document(work.document(moment));
    let logs = work.logged(moment).into_iter();
    let logs = logs.map(|step| shaped.entry(work.log_entry(step, moment)));
    shaped.embed(&mut document, "logs", logs.collect());
    let errors = work.failed(moment).into_iter();
    let errors = errors.map(|step| shaped.entry(work.error(step, moment)));
    shaped.embed(&mut document, "errors", errors.collect());
    document
}

/// The work request that a call names.
pub(super) fn find<'a>(store: &'a Store, call: &Call) -> Result<&'a Work, ApiError> {
    let id = call.id.as_deref().unwrap_or_default();
    let unknown = || ApiError::not_found(format_args!("the work request {id}"));
    let work = store.get(id).filter(|work| work.is_of(call.service));
    work.ok_or_else(unknown)
}

/// Another one for each state.
pub(super) fn etag(work: &Work, moment: Moment) -> HeaderValue {
    HeaderValue::from(work.steps_so_far(moment))
}

fn whole_seconds(span: Duration) -> HeaderValue {
    let up = u64::from(span.subsec_nanos() > 0);
    HeaderValue::from(span.as_secs().saturating_add(up))
}
