//! What a service may answer.

use std::cell::RefCell;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures_util::StreamExt as _;
use http::{HeaderValue, Request, Response};
use http_body_util::Full;
use work_requests::{Config, Env, ErrorKind, WorkRequestClient};

const KEY: &str = include_str!("../../../crates/signing/tests/keys/test-only-2048.pem");

thread_local! {
    static RUNTIME: RefCell<Option<tokio::runtime::Runtime>> = const { RefCell::new(None) };
}

/// Runs a future on this thread's runtime.
fn wait<T>(future: impl Future<Output = T>) -> Option<T> {
    RUNTIME.with_borrow_mut(|runtime| {
        if runtime.is_none() {
            *runtime = tokio::runtime::Builder::new_current_thread()
                .enable_time()
                .build()
                .ok();
        }
        runtime.as_ref().map(|runtime| runtime.block_on(future))
    })
}

/// A client whose every request is answered by this.
fn client(
    answer: impl Fn(Request<Bytes>) -> Response<Full<Bytes>> + Clone + Send + Sync + 'static,
) -> Option<WorkRequestClient> {
    let config = Config::from_pairs([
        ("tenancy", "ocid1.tenancy.oc1..t"),
        ("user", "ocid1.user.oc1..u"),
        (
            "fingerprint",
            "20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34",
        ),
        ("region", "us-ashburn-1"),
        ("key_content", KEY),
    ]);
    let service =
        tower::service_fn(move |request| std::future::ready(Ok::<_, Infallible>(answer(request))));
    let builder = WorkRequestClient::builder().environment(Env::empty());
    builder.config(config).transport(service).build().ok()
}

/// Documents: an error of the kind decode with a status, or a document that survives a round trip.
pub(super) fn model(data: &[u8]) {
    let body = Bytes::copy_from_slice(data);
    let answer = move |_| Response::new(Full::new(body.clone()));
    let Some(client) = client(answer) else { return };
    let call = async { client.get_work_request("ocid1.x").await };
    match wait(call) {
        Some(Ok(response)) => {
            let written = serde_json::to_value(&response.data).unwrap_or_default();
            let sent: serde_json::Value = serde_json::from_slice(data).unwrap_or_default();
            assert_eq!(written["id"], sent["id"], "the document changed");
            assert_eq!(written["status"], sent["status"], "the document changed");
        }
        Some(Err(error)) => {
            assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
            assert!(error.status().is_some(), "the status is lost");
            assert!(error.to_string().len() < 4096, "the message is long");
        }
        None => {}
    }
}

/// `Retry-After` and error bodies: one error with its status, whatever they say. The first line is
/// the header, the rest the body.
pub(super) fn retry_after(data: &[u8]) {
    let (header, body) = data.split_at(data.iter().position(|b| *b == b'\n').unwrap_or(data.len()));
    let Ok(header) = HeaderValue::from_bytes(header) else {
        return;
    };
    let body = Bytes::copy_from_slice(body);
    let answer = move |_| {
        let mut response = Response::new(Full::new(body.clone()));
        *response.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
        response
            .headers_mut()
            .insert(http::header::RETRY_AFTER, header.clone());
        response
    };
    let Some(client) = client(answer) else { return };
    let call = async { client.get_work_request("ocid1.x").await };
    if let Some(result) = wait(call) {
        let Err(error) = result else {
            panic!("a 503 is taken for success");
        };
        assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
        assert!(error.message().len() < 8192, "the message is long");
        let _ = error.retry_after();
    }
}

/// Pages: a walk ends, whatever bodies and tokens come. Each line is a token, a tab and a body.
pub(super) fn pages(data: &[u8]) {
    let lines: Vec<Bytes> = data
        .split(|byte| *byte == b'\n')
        .take(50)
        .map(Bytes::copy_from_slice)
        .collect();
    let most = lines.len();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let answer = move |_| {
        let number = count.fetch_add(1, Ordering::Relaxed);
        let line = lines.get(number).cloned().unwrap_or_default();
        let tab = line
            .iter()
            .position(|byte| *byte == b'\t')
            .unwrap_or(line.len());
        let body = line.slice((tab + 1).min(line.len())..);
        let mut response = Response::new(Full::new(body));
        if let Ok(token) = HeaderValue::from_bytes(&line[..tab]) {
            response.headers_mut().insert("opc-next-page", token);
        }
        response
    };
    let Some(client) = client(answer) else { return };
    let walk = async {
        let mut items = client
            .list_work_requests("ocid1.compartment.oc1..c")
            .items();
        let mut failures = 0;
        while let Some(item) = items.next().await {
            failures += usize::from(item.is_err());
            assert!(failures < 2, "a walk goes on after a failure by itself");
        }
    };
    wait(walk);
    assert!(
        asked.load(Ordering::Relaxed) <= most + 1,
        "more pages are asked for than there are"
    );
}
