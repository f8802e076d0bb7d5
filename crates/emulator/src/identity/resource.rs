//! The endpoints of resources: one proves which resource it is, one gives its token.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use http::header::HOST;
use http::{HeaderMap, HeaderName};
use serde::Deserialize;
use serde_json::json;

use super::federation::session_key;
use crate::errors::{ApiError, read_json};
use crate::principals::{INSTANCE, RESOURCE};
use crate::shared::Shared;

/// What all paths of proofs begin with.
pub(super) const PROOFS: &str = "/20180711/";

/// The path of the tokens.
pub(super) const TOKEN: &str = "/v1/resourcePrincipalSessionToken";

/// What proves a resource in one answer and is sent back in the next request.
const SERVICE_TOKEN: &str = "emulator-service-principal";

type Shares = State<Arc<Shared>>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Ask {
    resource_principal_token: String,
    service_principal_session_token: String,
    session_public_key: String,
}

pub(super) fn router() -> Router<Arc<Shared>> {
    let routes = Router::new()
        .route("/resourcePrincipalToken/{id}", get(proof))
        .route("/resourcePrincipalTokenV2/{id}", get(proof))
        .route("/resourcePrincipalTokenV212/{id}", get(proof))
        .route("/parentResourcePrincipalToken/{level}", get(parent_proof))
        .fallback(|| async { ApiError::not_found("the path of a resource") });
    Router::new()
        .nest(PROOFS.trim_end_matches('/'), routes)
        .route(TOKEN, post(token))
}

async fn proof(Path(id): Path<String>) -> Result<Response, ApiError> {
    match id.as_str() {
        RESOURCE | INSTANCE => Ok(proof_of(&id)),
        _ => Err(ApiError::not_found(format_args!("the resource {id}"))),
    }
}

/// Each resource names the one around it, until there is none.
async fn parent_proof(
    State(shared): Shares,
    Path(level): Path<u32>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let parents = shared.identity().parents;
    if level == 0 || level > parents {
        return Err(ApiError::not_found(format_args!("parent {level}")));
    }
    let mut answer = proof_of(&format!("{RESOURCE}parent{level}"));
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    if let (true, Some(host)) = (level < parents, host) {
        let next = level + 1;
        let url = format!("http://{host}{PROOFS}parentResourcePrincipalToken/{next}?from=emulator");
        if let Ok(url) = url.try_into() {
            let name = HeaderName::from_static("opc-parent-rpt-url");
            answer.headers_mut().insert(name, url);
        }
    }
    Ok(answer)
}

fn proof_of(resource: &str) -> Response {
    Json(json!({
        "resourcePrincipalToken": format!("proof:{resource}"),
        "servicePrincipalSessionToken": SERVICE_TOKEN,
    }))
    .into_response()
}

async fn token(State(shared): Shares, body: Bytes) -> Result<Response, ApiError> {
    let ask: Ask = read_json(&body)?;
    let wrong = |what: &str| ApiError::invalid_parameter(what.to_owned());
    let resource = ask.resource_principal_token.strip_prefix("proof:");
    let resource = resource.ok_or_else(|| wrong("resourcePrincipalToken is not one of ours"))?;
    if ask.service_principal_session_token != SERVICE_TOKEN {
        return Err(wrong("servicePrincipalSessionToken is not one of ours"));
    }
    let session = session_key(&ask.session_public_key)
        .ok_or_else(|| wrong("sessionPublicKey is no rsa key as base64 without armour"))?;
    let token = shared.issue(resource, session)?;
    Ok(Json(json!({ "token": token })).into_response())
}
