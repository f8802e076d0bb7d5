//! The control API over HTTP.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use axum::{Json, Router, middleware};
use bytes::Bytes;
use chrono::TimeDelta;
use http::StatusCode;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::json;

use super::{Control, guard, identity};
use crate::clock::date_time;
use crate::errors::{ApiError, read_json};
use crate::faults::{Fault, FaultId};
use crate::hosts::Hosts;
use crate::received::Received;
use crate::script::{LONGEST, ScriptError, WorkRequestScript, seconds};
use crate::shared::Shared;

const PREFIX: &str = "/_emulator";

/// Whether a path is the control API's.
pub(crate) fn is_control(path: &str) -> bool {
    path.strip_prefix(PREFIX)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

pub(crate) fn router(shared: Arc<Shared>, hosts: Hosts, token: Option<SecretString>) -> Router {
    let guard = Arc::new(guard::Guard { hosts, token });
    let routes = Router::new()
        .route("/work-requests", get(work_requests).post(create))
        .route("/advance", post(advance))
        .route("/skew", put(skew))
        .route("/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/faults/{id}", delete(remove_fault))
        .route("/received", get(received).delete(forget_received))
        .nest("/identity", identity::router());
    Router::new()
        .nest(PREFIX, routes)
        .fallback(|| async { ApiError::not_found("the control path") })
        .method_not_allowed_fallback(|| async {
            ApiError::method_not_allowed("this control path does not answer this method")
        })
        .layer(middleware::from_fn_with_state(guard, guard::check))
        .with_state(shared)
}

type Shares = State<Arc<Shared>>;

async fn work_requests(State(shared): Shares) -> Response {
    Json(Control::new(shared).work_requests()).into_response()
}

async fn create(State(shared): Shares, body: Bytes) -> Result<Response, ApiError> {
    let script: WorkRequestScript = read_json(&body)?;
    let id = Control::new(shared)
        .create(script)
        .map_err(|error| match error {
            ScriptError::DuplicateId { .. } => ApiError::conflict(error.to_string()),
            _ => ApiError::invalid_parameter(error.to_string()),
        })?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    #[serde(with = "seconds")]
    seconds: std::time::Duration,
}

async fn advance(State(shared): Shares, body: Bytes) -> Result<StatusCode, ApiError> {
    let Advance { seconds } = read_json(&body)?;
    if seconds > LONGEST {
        let message = "seconds: time passes by ten years at most";
        return Err(ApiError::invalid_parameter(message));
    }
    Control::new(shared).advance(seconds);
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Skew {
    seconds: i32,
}

async fn skew(State(shared): Shares, body: Bytes) -> Result<StatusCode, ApiError> {
    let Skew { seconds } = read_json(&body)?;
    Control::new(shared).skew(TimeDelta::seconds(seconds.into()));
    Ok(StatusCode::NO_CONTENT)
}

async fn faults(State(shared): Shares) -> Response {
    let faults = Control::new(shared).faults();
    let faults: Vec<_> = faults
        .iter()
        .map(|(id, fault)| json!({"id": id, "fault": fault}))
        .collect();
    Json(faults).into_response()
}

async fn add_fault(State(shared): Shares, body: Bytes) -> Result<Response, ApiError> {
    let fault: Fault = read_json(&body)?;
    let added = Control::new(shared).add_fault(fault);
    let id = added.map_err(|error| ApiError::invalid_parameter(error.to_string()))?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))).into_response())
}

async fn remove_fault(
    State(shared): Shares,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let number = id.parse().ok();
    if number.is_some_and(|number| Control::new(shared).remove_fault(FaultId(number))) {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(ApiError::not_found(format_args!("fault {id}")))
}

async fn clear_faults(State(shared): Shares) -> StatusCode {
    Control::new(shared).clear_faults();
    StatusCode::NO_CONTENT
}

async fn received(State(shared): Shares) -> Response {
    let list = shared.journal().list();
    let total = shared.journal().total();
    let list: Vec<_> = list.iter().map(shown).collect();
    Json(json!({"total": total, "received": list})).into_response()
}

async fn forget_received(State(shared): Shares) -> StatusCode {
    Control::new(shared).forget_received();
    StatusCode::NO_CONTENT
}

/// A request without the headers that carry secrets.
fn shown(request: &Received) -> serde_json::Value {
    let headers = request
        .headers
        .iter()
        .filter(|(_, value)| !value.is_sensitive());
    let headers: Vec<_> = headers
        .map(|(name, value)| json!([name.as_str(), String::from_utf8_lossy(value.as_bytes())]))
        .collect();
    json!({
        "number": request.number,
        "at": date_time(request.at),
        "peer": request.peer,
        "method": request.method.as_str(),
        "target": request.target,
        "headers": headers,
        "bodyLength": request.body_length,
        "verified": request.verdict.is_verified(),
        "refusal": request.verdict.refusal(),
        "status": request.status.map(|status| status.as_u16()),
    })
}
