//! The Kubernetes workload that the program runs in.

use std::fmt;
use std::net::Ipv6Addr;
use std::sync::Arc;
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::uri::Authority;
use http::{HeaderValue, Request, StatusCode};
use secrecy::ExposeSecret as _;
use serde::Serialize;
use work_requests_signing::PublicKey;
use zeroize::Zeroizing;

use crate::federation::token_in;
use crate::http::Http;
use crate::secret_file::{SecretFile, token_text};
use crate::{AuthError, Credential, CredentialSource, jwt, session_key};

/// The port of every cluster at which tokens are given.
const PORT: u16 = 12250;

/// Where a pod finds the token of its service account.
const TOKEN_FILE: &str = "/var/run/secrets/kubernetes.io/serviceaccount/token";

/// Where a pod finds the authority of its cluster.
const CA_FILE: &str = "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt";

const HOST: &str = "KUBERNETES_SERVICE_HOST";
const CA_VARIABLE: &str = "OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH";
const TOKEN_VARIABLE: &str = "OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH";
const REGION: &str = "OCI_RESOURCE_PRINCIPAL_REGION";

const WHAT: &str = "a token for the workload";

/// Makes a way to the cluster that trusts the authorities in this PEM text, and no others.
type Connect = Arc<dyn Fn(&[u8]) -> Result<Http, AuthError> + Send + Sync>;

/// The identity of a workload in a cluster of the Kubernetes engine: the cluster trades the token
/// of the pod's service account for one of the cloud.
///
/// Token and authority are read again at each refresh. A cluster that is not of the enhanced kind
/// refuses with 403, and the error says so.
#[derive(Clone)]
pub struct WorkloadIdentity {
    url: String,
    token: Arc<SecretFile>,
    ca: Arc<SecretFile>,
    connect: Connect,
    region: Option<String>,
}

impl WorkloadIdentity {
    /// The workload that the variables of a pod describe; `connect` makes a way to the cluster that
    /// trusts the authorities in a PEM text and no others.
    ///
    /// | variable | meaning |
    /// |---|---|
    /// | `KUBERNETES_SERVICE_HOST` | the cluster, required |
    /// | `OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH` | its authority; `/var/run/secrets/kubernetes.io/serviceaccount/ca.crt` unless given |
    /// | `OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH` | the token of the service account; `/var/run/secrets/kubernetes.io/serviceaccount/token` unless given; no official client has this one |
    /// | `OCI_RESOURCE_PRINCIPAL_REGION` | the region to call |
    ///
    /// # Errors
    ///
    /// [`AuthError::Variable`] without a cluster, or where it is no host.
    pub fn from_env(
        variable: impl Fn(&str) -> Option<String>,
        connect: impl Fn(&[u8]) -> Result<Http, AuthError> + Send + Sync + 'static,
    ) -> Result<Self, AuthError> {
        let host = variable(HOST)
            .ok_or_else(|| AuthError::variable(HOST, "is not set: this is no pod of a cluster"))?;
        let host = bracketed(&host)
            .ok_or_else(|| AuthError::variable(HOST, "is neither a name nor an address"))?;
        let ca = variable(CA_VARIABLE).unwrap_or_else(|| CA_FILE.to_owned());
        let token = variable(TOKEN_VARIABLE).unwrap_or_else(|| TOKEN_FILE.to_owned());
        Ok(Self {
            url: format!("https://{host}:{PORT}/resourcePrincipalSessionTokens"),
            token: Arc::new(SecretFile::new("service account token", token)),
            ca: Arc::new(SecretFile::new("authority of the cluster", ca)),
            connect: Arc::new(connect),
            region: variable(REGION),
        })
    }

    /// Reads the token of the service account here, in place of where pods have it.
    #[must_use]
    pub fn token_file(mut self, path: impl Into<std::path::PathBuf>) -> Self {
        self.token = Arc::new(SecretFile::new("service account token", path));
        self
    }

    /// The region that the variables name.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    fn request(&self, account: &str, session: &PublicKey) -> Result<Request<Bytes>, AuthError> {
        let bearer = Zeroizing::new(format!("Bearer {account}"));
        let mut bearer = HeaderValue::from_str(&bearer).map_err(|_| AuthError::Token {
            reason: "that of the service account is no line of visible text",
        })?;
        bearer.set_sensitive(true);
        let ask = Ask {
            pod_key: BASE64.encode(session.spki_der()),
        };
        let body = serde_json::to_vec(&ask).map_err(AuthError::source)?;
        Request::post(&self.url)
            .header(AUTHORIZATION, bearer)
            .header(CONTENT_TYPE, "application/json")
            .header("opc-request-id", request_id())
            .body(body.into())
            .map_err(|_| AuthError::variable(HOST, "is no host"))
    }
}

/// A host as it is in a URL, and nothing that would be more than a host there.
fn bracketed(host: &str) -> Option<String> {
    let host = match host.parse::<Ipv6Addr>() {
        Ok(address) => format!("[{address}]"),
        Err(_) => host.to_owned(),
    };
    let authority: Authority = host.parse().ok()?;
    (authority.host() == host).then_some(host)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Ask {
    pod_key: String,
}

/// Three parts of 32 hexadecimal digits, as the cluster's endpoint wants them.
fn request_id() -> String {
    let part = || format!("{:032x}", fastrand::u128(..));
    [part(), part(), part()].join("/")
}

/// The answer is a JSON text of base64 of `{"token": "ST$…"}`.
fn token_of(body: &[u8]) -> Result<secrecy::SecretString, AuthError> {
    let damaged = || AuthError::answer(WHAT, "its answer is not base64 in a JSON text");
    let text: Zeroizing<String> = serde_json::from_slice(body)
        .map(Zeroizing::new)
        .map_err(|_| damaged())?;
    let inner = BASE64.decode(text.trim()).map_err(|_| damaged())?;
    let token = token_in(WHAT, &Zeroizing::new(inner))?;
    let bare = token.expose_secret();
    Ok(bare.strip_prefix("ST$").unwrap_or(bare).into())
}

impl CredentialSource for WorkloadIdentity {
    async fn fetch(&self, now: SystemTime) -> Result<Credential, AuthError> {
        let account = self.token.read()?;
        let account = token_text(&account)?;
        if jwt::life(account)?.ends <= now {
            return Err(AuthError::Token {
                reason: "that of the service account has expired",
            });
        }
        let http = (self.connect)(&self.ca.read()?)?;
        let key = session_key::fresh().await?;
        let request = || self.request(account, key.public_key());
        let answer = match http.call(WHAT, false, request).await {
            Err(AuthError::Call {
                status: Some(StatusCode::FORBIDDEN),
                ..
            }) => Err(AuthError::Call {
                what: WHAT,
                status: Some(StatusCode::FORBIDDEN),
                reason: "the cluster answers 403; workload identity needs an enhanced cluster"
                    .to_owned(),
            }),
            answer => answer,
        }?;
        let token = token_of(answer.body())?;
        Credential::of_token(token.expose_secret(), key, now)
    }
}

impl fmt::Debug for WorkloadIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkloadIdentity")
            .field("url", &self.url)
            .field("token", &self.token)
            .field("ca", &self.ca)
            .finish_non_exhaustive()
    }
}
