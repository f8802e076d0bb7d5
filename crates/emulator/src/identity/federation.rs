//! The federation endpoint: a certificate for a token.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;
use work_requests_signing::PublicKey;

use crate::errors::{ApiError, read_json};
use crate::principals::{Claimed, INSTANCE};
use crate::shared::Shared;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Ask {
    certificate: String,
    public_key: String,
    #[serde(default)]
    intermediate_certificates: Vec<String>,
    #[serde(default, rename = "purpose")]
    _purpose: Option<String>,
    fingerprint_algorithm: Option<String>,
}

pub(super) fn router() -> Router<Arc<Shared>> {
    Router::new().route("/v1/x509", post(trade))
}

async fn trade(
    State(shared): State<Arc<Shared>>,
    Extension(Claimed(key_id)): Extension<Claimed>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let ask: Ask = read_json(&body)?;
    let wrong = |what: &str| ApiError::invalid_parameter(what.to_owned());
    let sha256 = match ask.fingerprint_algorithm.as_deref() {
        None => false,
        Some("SHA256") => true,
        Some(_) => return Err(wrong("fingerprintAlgorithm is SHA256 or absent")),
    };
    if sha256 != key_id.as_str().contains("/fed-x509-sha256/") {
        return Err(wrong("fingerprintAlgorithm is not that of the key id"));
    }
    let sent = BASE64.decode(&ask.certificate).ok();
    if sent.is_none() || sent != shared.principal_keys().certificate(&key_id) {
        return Err(wrong("certificate is not the one that the key id names"));
    }
    let intermediates = ask.intermediate_certificates.iter();
    if intermediates
        .map(|text| BASE64.decode(text))
        .any(|der| der.is_err())
    {
        return Err(wrong("intermediateCertificates are base64 without armour"));
    }
    let session = session_key(&ask.public_key)
        .ok_or_else(|| wrong("publicKey is no rsa key as base64 without armour"))?;
    let token = shared.issue(INSTANCE, session)?;
    Ok(Json(json!({ "token": token })).into_response())
}

/// A SubjectPublicKeyInfo without armour.
pub(super) fn session_key(stripped: &str) -> Option<PublicKey> {
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{stripped}\n-----END PUBLIC KEY-----\n");
    PublicKey::from_pem(pem.as_bytes()).ok()
}
