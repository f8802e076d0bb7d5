//! Trading a certificate for a token.

use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use http::Request;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use work_requests_signing::{CredentialId, KeyId, PublicKey, SigningRequest, UnsignedRequest};

use crate::AuthError;
use crate::http::Http;
use crate::metadata::Leaf;

/// What is asked for, in the SHA-256 form.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Ask {
    certificate: String,
    public_key: String,
    intermediate_certificates: [String; 1],
    fingerprint_algorithm: &'static str,
}

#[derive(Deserialize)]
struct Answer {
    token: SecretString,
}

/// The token that the endpoint gives for a certificate; it is good with the session key only.
pub(crate) async fn token(
    http: &Http,
    endpoint: &str,
    leaf: &Leaf,
    session: &PublicKey,
    now: SystemTime,
) -> Result<SecretString, AuthError> {
    let url = format!("{}/v1/x509", endpoint.trim_end_matches('/'));
    let ask = Ask {
        certificate: leaf.certificate.stripped(),
        public_key: BASE64.encode(session.spki_der()),
        intermediate_certificates: [leaf.intermediate.stripped()],
        fingerprint_algorithm: "SHA256",
    };
    let body = Bytes::from(serde_json::to_vec(&ask).map_err(AuthError::source)?);
    let key_id = KeyId::certificate(leaf.certificate.tenancy()?, leaf.certificate.der())?;
    let request = || signed(&url, body.clone(), &key_id, leaf, now);
    let answer = http.call("the federation endpoint", false, request).await?;
    let answer: Answer = serde_json::from_slice(&answer).map_err(|_| AuthError::Call {
        what: "the federation endpoint",
        reason: "its answer has no token".to_owned(),
    })?;
    match answer.token.expose_secret().trim() {
        "" => Err(AuthError::Token {
            reason: "the federation endpoint gave an empty one",
        }),
        _ => Ok(answer.token),
    }
}

fn signed(
    url: &str,
    body: Bytes,
    key_id: &KeyId,
    leaf: &Leaf,
    now: SystemTime,
) -> Result<Request<Bytes>, AuthError> {
    let mut request = Request::post(url).body(body).map_err(AuthError::source)?;
    let headers = http::HeaderMap::new();
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let signing = SigningRequest::new(&method, &uri, &headers, request.body(), now);
    let unsigned = UnsignedRequest::prepare_for_federation(&signing).map_err(AuthError::source)?;
    let signature = leaf.key.sign(unsigned.signing_string().as_bytes());
    let signature = signature.map_err(AuthError::source)?;
    let signed = unsigned.into_signed(key_id, &signature, CredentialId::new(0));
    signed.apply(request.headers_mut());
    Ok(request)
}
