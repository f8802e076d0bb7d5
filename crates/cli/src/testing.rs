//! States of work requests for unit tests, made the way the program gets them: by a client.

use std::convert::Infallible;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use http::{HeaderMap, Request, Response};
use http_body_util::Full;
use serde_json::{Value, json};
use work_requests::work::WorkRequest;
use work_requests::{
    CredentialId, Env, Error, Report, SignError, Signed, Signer, SigningRequest, WatchEvent,
    WorkRequestClient,
};

/// A moment so many seconds after the tests' epoch.
pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap()
}

/// A document that began at second 0 and, if it has ended, ended at second 75.
pub(crate) fn document(id: &str, operation: &str, status: &str, percent: f64) -> Value {
    let mut document = json!({
        "id": id, "operationType": operation, "status": status, "percentComplete": percent,
        "compartmentId": "ocid1.compartment.oc1..c", "resources": [], "timeAccepted": at(0),
        "timeStarted": at(0),
    });
    if ["SUCCEEDED", "FAILED", "CANCELED"].contains(&status) {
        document["timeFinished"] = json!(at(75));
    }
    document
}

/// A client that gets this status and body for every request.
pub(crate) fn client(status: u16, body: String) -> WorkRequestClient {
    client_of(move |_| (status, body.clone()))
}

/// A client that gets the status and body that are answered to a path.
fn client_of(
    answer: impl Fn(&str) -> (u16, String) + Clone + Send + Sync + 'static,
) -> WorkRequestClient {
    let service = tower::service_fn(move |request: Request<Bytes>| {
        let (status, body) = answer(request.uri().path());
        let answer = Response::builder()
            .status(status)
            .body(Full::new(Bytes::from(body)));
        std::future::ready(Ok::<_, Infallible>(answer.unwrap()))
    });
    WorkRequestClient::builder()
        .environment(Env::empty())
        .signer(Unsigned)
        .service_endpoint("https://example.com")
        .transport(service)
        .build()
        .unwrap()
}

/// The state that a document describes.
pub(crate) fn state(document: &Value) -> WorkRequest {
    match first_event(client(200, document.to_string())) {
        WatchEvent::Changed { work_request, .. } => work_request,
        other => panic!("{other:?}"),
    }
}

/// The report of a work request with these errors and log lines; a status in place of a list is
/// what reading it is refused with.
pub(crate) fn report(document: &Value, errors: &Value, logs: &Value) -> Report {
    let [document, errors, logs] = [document, errors, logs].map(Value::clone);
    let client = client_of(move |path| {
        let list = match path.rsplit('/').next() {
            Some("errors") => &errors,
            Some("logs") => &logs,
            _ => &document,
        };
        match list.as_u64() {
            Some(status) => (status as u16, String::new()),
            None => (200, list.to_string()),
        }
    });
    block_on(async { client.report("ocid1.wr.oc1..x").await.unwrap() })
}

/// The error of a read that is answered so.
pub(crate) fn error(status: u16, code: &str, message: &str) -> Error {
    let body = json!({"code": code, "message": message}).to_string();
    match first_event(client(status, body)) {
        WatchEvent::Lost { error, .. } | WatchEvent::Retrying { error, .. } => error,
        other => panic!("{other:?}"),
    }
}

fn first_event(client: WorkRequestClient) -> WatchEvent {
    block_on(async {
        let mut watch = client
            .watch(["ocid1.wr.oc1..x"])
            .timeout(Duration::from_secs(5));
        watch.next().await.unwrap()
    })
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(work)
}

/// Signs nothing: nobody checks.
#[derive(Debug)]
struct Unsigned;

impl Signer for Unsigned {
    async fn sign(&self, _: SigningRequest<'_>) -> Result<Signed, SignError> {
        Ok(Signed::new(HeaderMap::new(), CredentialId::new(1)))
    }
}
