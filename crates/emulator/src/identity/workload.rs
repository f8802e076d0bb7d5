//! The endpoint of a cluster: the token of a service account for one of the cloud.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use http::HeaderMap;
use serde::Deserialize;
use serde_json::json;

use super::federation::session_key;
use crate::errors::{ApiError, read_json};
use crate::shared::Shared;

pub(super) const PATH: &str = "/resourcePrincipalSessionTokens";

const WORKLOAD: &str = "ocid1.workload.oc1.iad.emulatordemoworkload";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Ask {
    pod_key: String,
}

pub(super) fn router() -> Router<Arc<Shared>> {
    Router::new().route(PATH, post(token))
}

async fn token(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ApiError> {
    let wrong = |what: &str| ApiError::invalid_parameter(what.to_owned());
    let id = headers
        .get("opc-request-id")
        .and_then(|id| id.to_str().ok());
    if !id.is_some_and(is_request_id) {
        return Err(wrong(
            "opc-request-id is three parts of 32 hexadecimal digits",
        ));
    }
    let ask: Ask = read_json(&body)?;
    // One of the official clients sends the key with its armour, one without.
    let bare: String = ask
        .pod_key
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .collect();
    let session = session_key(&bare).ok_or_else(|| wrong("podKey is no rsa key"))?;
    let token = shared.issue(WORKLOAD, session)?;
    let inner = json!({ "token": format!("ST${token}") }).to_string();
    Ok(Json(BASE64.encode(inner)).into_response())
}

fn is_request_id(id: &str) -> bool {
    let parts: Vec<_> = id.split('/').collect();
    let is_part = |part: &&str| part.len() == 32 && part.bytes().all(|b| b.is_ascii_hexdigit());
    parts.len() == 3 && parts.iter().all(is_part)
}
