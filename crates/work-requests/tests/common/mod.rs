//! What the facade's tests share: a client over a scripted service.

// Each test file uses its own part of this.
#![allow(dead_code, unreachable_pub)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod watching;

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response};
use http_body_util::Full;
use work_requests::{
    CircuitBreakerStrategy, ClientBuilder, Config, CredentialId, Env, SignError, Signed, Signer,
    SigningRequest, WorkRequestClient,
};

/// The host that scripted clients call.
pub const ENDPOINT: &str = "https://iaas.us-ashburn-1.oraclecloud.com";

/// Answers requests from a list and keeps what arrived.
#[derive(Clone, Default)]
pub struct Script {
    answers: Arc<Mutex<VecDeque<Response<Bytes>>>>,
    received: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Script {
    pub fn new(answers: impl IntoIterator<Item = Response<Bytes>>) -> Self {
        let script = Self::default();
        script.answers.lock().unwrap().extend(answers);
        script
    }

    /// The requests so far.
    pub fn received(&self) -> Vec<Request<Bytes>> {
        self.received.lock().unwrap().clone()
    }

    /// A client of this script, signed by a stand-in, with no environment.
    pub fn builder(&self) -> ClientBuilder {
        WorkRequestClient::builder()
            .environment(Env::empty())
            .signer(Stamp)
            .service_endpoint(ENDPOINT)
            .clock(|| SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000))
            .transport(self.clone())
    }

    pub fn client(&self) -> WorkRequestClient {
        self.builder().build().unwrap()
    }
}

impl tower::Service<Request<Bytes>> for Script {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        self.received.lock().unwrap().push(request);
        let answer = self.answers.lock().unwrap().pop_front();
        let answer = answer.unwrap_or_else(|| answer_with(599, "the script is over"));
        std::future::ready(Ok(answer.map(Full::new)))
    }
}

/// A signer that stamps requests without a key.
#[derive(Debug)]
pub struct Stamp;

impl Signer for Stamp {
    async fn sign(&self, _: SigningRequest<'_>) -> Result<Signed, SignError> {
        let mut headers = HeaderMap::new();
        headers.insert("authorization", HeaderValue::from_static("Stamp"));
        Ok(Signed::new(headers, CredentialId::new(1)))
    }
}

pub fn answer_with(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    Response::builder()
        .status(status)
        .body(body.into())
        .unwrap()
}

/// An error answer in the service's form.
pub fn refusal(status: u16, code: &str) -> Response<Bytes> {
    answer_with(
        status,
        format!(r#"{{"code":"{code}","message":"because"}}"#),
    )
}

/// A list answer that names the next page, if there is one.
pub fn page(body: &str, next: Option<&str>) -> Response<Bytes> {
    let mut answer = answer_with(200, body.to_owned());
    if let Some(next) = next {
        answer
            .headers_mut()
            .insert("opc-next-page", next.parse().unwrap());
    }
    answer
}

/// A work request's document.
pub fn work(id: &str, status: &str) -> String {
    format!(
        r#"{{"operationType":"LaunchInstance","status":"{status}","id":"{id}","compartmentId":"c",
            "resources":[],"percentComplete":50.0,"timeAccepted":"2026-01-01T00:00:00Z"}}"#
    )
}

/// A client of an emulator in memory, on its clock; no breaker, which outages would open.
pub fn client_of(emulator: &work_requests_emulator::Emulator) -> ClientBuilder {
    WorkRequestClient::builder()
        .environment(Env::empty())
        .config(Config::from_pairs(emulator.credentials().pairs()))
        .clock(emulator.clock())
        .transport(emulator.service())
        .circuit_breaker(CircuitBreakerStrategy::none())
}
