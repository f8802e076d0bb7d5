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

const WHAT: &str = "a token for the certificate";

/// How a certificate is traded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Terms {
    /// Names the certificate by its SHA-1 in place of its SHA-256.
    pub(crate) sha1: bool,
    pub(crate) purpose: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Ask<'a> {
    certificate: String,
    public_key: String,
    intermediate_certificates: [String; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint_algorithm: Option<&'static str>,
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
    terms: &Terms,
    now: SystemTime,
) -> Result<SecretString, AuthError> {
    let url = format!("{}/v1/x509", endpoint.trim_end_matches('/'));
    let ask = Ask {
        certificate: leaf.certificate.stripped(),
        public_key: BASE64.encode(session.spki_der()),
        intermediate_certificates: [leaf.intermediate.stripped()],
        purpose: terms.purpose.as_deref(),
        fingerprint_algorithm: (!terms.sha1).then_some("SHA256"),
    };
    let body = Bytes::from(serde_json::to_vec(&ask).map_err(AuthError::source)?);
    let tenancy = leaf.certificate.tenancy()?;
    let key_id = match terms.sha1 {
        true => KeyId::certificate_sha1(tenancy, leaf.certificate.der())?,
        false => KeyId::certificate(tenancy, leaf.certificate.der())?,
    };
    let request = || signed(&url, body.clone(), &key_id, leaf, now);
    let answer = http.call(WHAT, false, request).await?;
    token_in(WHAT, answer.body())
}

/// The token in the answer of a service that gives them.
pub(crate) fn token_in(what: &'static str, body: &[u8]) -> Result<SecretString, AuthError> {
    let answer: Answer = serde_json::from_slice(body)
        .map_err(|_| AuthError::answer(what, "its answer has no token"))?;
    match answer.token.expose_secret().trim() {
        "" => Err(AuthError::answer(what, "its answer has an empty token")),
        token => Ok(token.into()),
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
