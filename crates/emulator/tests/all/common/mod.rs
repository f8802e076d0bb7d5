//! A caller that signs as a client does.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used)]

pub mod socket;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, Method, Request, StatusCode, Uri};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use work_requests_emulator::{Emulator, EmulatorService};
use work_requests_signing::{KeyId, RequestSigner, Signer as _, SigningRequest};

pub const LIST: &str = "/20160918/workRequests";
pub const HOST: &str = "https://iaas.us-ashburn-1.oraclecloud.com";

/// The target that reads a work request.
pub fn get(id: &str) -> String {
    format!("{LIST}/{id}")
}

pub struct Caller {
    service: EmulatorService,
    signer: RequestSigner,
    now: Box<dyn Fn() -> SystemTime>,
}

impl Caller {
    pub fn of(emulator: &Emulator) -> Self {
        Self {
            service: emulator.service(),
            signer: emulator.credentials().signer(),
            now: Box::new(emulator.clock()),
        }
    }

    /// A caller whose clock is ahead.
    pub fn ahead(emulator: &Emulator, by: Duration) -> Self {
        let now = emulator.clock();
        Self {
            now: Box::new(move || now() + by),
            ..Self::of(emulator)
        }
    }

    pub fn signing(self, signer: RequestSigner) -> Self {
        Self { signer, ..self }
    }

    pub async fn signed(&self, target: &str) -> Request<Bytes> {
        let uri: Uri = format!("{HOST}{target}").parse().unwrap();
        let headers = HeaderMap::new();
        let asked = SigningRequest::new(&Method::GET, &uri, &headers, b"", (self.now)());
        let signed = self.signer.sign(asked).await.unwrap();
        let mut request = Request::get(uri).body(Bytes::new()).unwrap();
        signed.apply(request.headers_mut());
        request
    }

    pub async fn send(&self, request: Request<Bytes>) -> Answer {
        let response = self.service.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: head.status,
            headers: head.headers,
            body,
        }
    }

    pub async fn get(&self, target: &str) -> Answer {
        self.send(self.signed(target).await).await
    }
}

/// A key id of the emulator's tenancy and user with another fingerprint.
pub fn other_key_id(emulator: &Emulator) -> KeyId {
    let credentials = emulator.credentials();
    let fingerprint = "00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00";
    KeyId::api_key(credentials.tenancy(), credentials.user(), fingerprint).unwrap()
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
