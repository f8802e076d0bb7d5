//! A client for tests: no environment, no key, a fixed time.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response, header};
use tower::Service;
use work_requests_config::Env;
use work_requests_signing::{CredentialId, SignError, Signed, Signer, SigningRequest};
use work_requests_transport::BoxError;

use crate::client::{ClientBuilder, WorkRequestClient};

/// Where [`builder`]'s clients call; nothing is sent there.
pub const ENDPOINT: &str = "https://iaas.us-ashburn-1.oraclecloud.com";

/// 2023-11-14T22:13:20Z.
const NOW: Duration = Duration::from_secs(1_700_000_000);

/// A signer without a key: `authorization: Stamp`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stamp;

impl Signer for Stamp {
    async fn sign(&self, _: SigningRequest<'_>) -> Result<Signed, SignError> {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, HeaderValue::from_static("Stamp"));
        Ok(Signed::new(headers, CredentialId::new(1)))
    }
}

/// A builder for a client of `transport` that depends on nothing around it: signed by [`Stamp`],
/// at [`ENDPOINT`], with an empty environment and a clock that stands at 2023-11-14T22:13:20Z. What
/// is set on it afterwards counts.
pub fn builder<S, B>(transport: S) -> ClientBuilder
where
    S: Service<Request<Bytes>, Response = Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    WorkRequestClient::builder()
        .environment(Env::empty())
        .signer(Stamp)
        .service_endpoint(ENDPOINT)
        .clock(|| SystemTime::UNIX_EPOCH + NOW)
        .transport(transport)
}
