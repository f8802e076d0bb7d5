//! Steering the identity services over HTTP.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use http::StatusCode;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde_json::json;

use crate::errors::{ApiError, read_json};
use crate::identity::Identity;
use crate::script::{LONGEST, seconds};
use crate::shared::Shared;

type Shares = State<Arc<Shared>>;

pub(super) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/", get(state).put(set))
        .route("/rotate", post(rotate))
        .route("/revoke", post(revoke))
        .route("/resource-token", post(resource_token))
        .route("/service-account-token", post(service_account_token))
}

async fn state(State(shared): Shares) -> Response {
    let identity = Identity::new(shared);
    Json(json!({
        "issued": identity.issued(),
        "instance": identity.instance(),
        "resource": identity.resource(),
    }))
    .into_response()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Settings {
    token_life: Option<Life>,
    parents: Option<u32>,
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Life(#[serde(with = "seconds")] Duration);

async fn set(State(shared): Shares, body: Bytes) -> Result<StatusCode, ApiError> {
    let settings: Settings = read_json(&body)?;
    let identity = Identity::new(shared);
    if let Some(Life(life)) = settings.token_life {
        if life > LONGEST {
            let message = "tokenLife: a token lives for ten years at most";
            return Err(ApiError::invalid_parameter(message));
        }
        identity.token_life(life);
    }
    if let Some(levels) = settings.parents {
        identity.parents(levels);
    }
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Rotate {
    /// Not before the current certificate is read.
    between_reads: bool,
}

async fn rotate(State(shared): Shares, body: Bytes) -> Result<StatusCode, ApiError> {
    let Rotate { between_reads } = read_json(&body)?;
    let identity = Identity::new(shared);
    match between_reads {
        true => identity.rotate_between_reads(),
        false => identity.rotate_certificate(),
    }
    Ok(StatusCode::NO_CONTENT)
}

async fn revoke(State(shared): Shares) -> Response {
    let revoked = Identity::new(shared).revoke_tokens();
    Json(json!({ "revoked": revoked })).into_response()
}

async fn resource_token(State(shared): Shares) -> Result<Response, ApiError> {
    let identity = Identity::new(shared);
    let token = issued(identity.resource_token())?;
    let key = identity.resource_key_pem();
    Ok(Json(json!({ "token": token.expose_secret(), "privateKey": key })).into_response())
}

async fn service_account_token(State(shared): Shares) -> Result<Response, ApiError> {
    let token = issued(Identity::new(shared).service_account_token())?;
    Ok(Json(json!({ "token": token.expose_secret() })).into_response())
}

fn issued(token: Option<SecretString>) -> Result<SecretString, ApiError> {
    token.ok_or_else(|| ApiError::invalid_parameter("no token can be made"))
}
