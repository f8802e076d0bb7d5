//! The two calls that make a resource principal: one names the resource, one gives the token.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use work_requests_signing::PublicKey;

use crate::AuthError;
use crate::federation::token_in;
use crate::signed::SignedCall;

pub(super) const NAMING: &str = "the resource principal token";
pub(super) const GIVING: &str = "the session token of the resource";

/// The header that names the resource above the one asked for.
const PARENT: &str = "opc-parent-rpt-url";

const SECURITY_CONTEXT: &str = "security-context";

/// What proves which resource it is.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Proof {
    resource_principal_token: SecretString,
    service_principal_session_token: SecretString,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Ask<'a> {
    resource_principal_token: &'a str,
    service_principal_session_token: &'a str,
    session_public_key: String,
}

/// The proof of a resource, and where that of the one above it is.
pub(super) async fn proof(
    call: &SignedCall<'_>,
    url: &str,
    security_context: Option<&SecretString>,
) -> Result<(Proof, Option<String>), AuthError> {
    let mut unsigned = HeaderMap::new();
    if let Some(context) = security_context {
        let value = HeaderValue::from_str(context.expose_secret().trim());
        let mut value = value.map_err(|_| {
            let name = "OCI_RESOURCE_PRINCIPAL_SECURITY_CONTEXT";
            AuthError::variable(name, "is no line of visible text")
        })?;
        value.set_sensitive(true);
        unsigned.insert(SECURITY_CONTEXT, value);
    }
    let answer = call.get(url, &unsigned).await?;
    let proof = serde_json::from_slice(answer.body())
        .map_err(|_| AuthError::answer(NAMING, "its answer has not both tokens"))?;
    let parent = answer.headers().get(PARENT);
    let parent = parent.and_then(|url| url.to_str().ok());
    Ok((proof, parent.map(str::to_owned)))
}

/// The token that signs with the session key.
pub(super) async fn token(
    call: &SignedCall<'_>,
    endpoint: &str,
    proof: &Proof,
    session: &PublicKey,
) -> Result<SecretString, AuthError> {
    let endpoint = endpoint.trim_end_matches('/');
    let url = format!("{endpoint}/v1/resourcePrincipalSessionToken");
    let ask = Ask {
        resource_principal_token: proof.resource_principal_token.expose_secret(),
        service_principal_session_token: proof.service_principal_session_token.expose_secret(),
        session_public_key: BASE64.encode(session.spki_der()),
    };
    let body = Bytes::from(serde_json::to_vec(&ask).map_err(AuthError::source)?);
    let answer = call.post(&url, body).await?;
    token_in(GIVING, answer.body())
}
