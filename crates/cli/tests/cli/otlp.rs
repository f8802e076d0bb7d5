//! Spans of calls, exported to a collector.

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use crate::support::wire::{Answer, closed, script};
use crate::support::{Home, KEY};

/// A request to the collector.
struct Export {
    head: String,
    body: Vec<u8>,
}

/// A collector that takes whatever comes.
async fn collector() -> (String, mpsc::UnboundedReceiver<Export>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let (received, exports) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(take(stream, received.clone()));
        }
    });
    (endpoint, exports)
}

async fn take(mut stream: TcpStream, received: mpsc::UnboundedSender<Export>) {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        assert!(
            stream.read_buf(&mut bytes).await.unwrap() > 0,
            "a whole head"
        );
    };
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let length = head.split("content-length: ").nth(1).unwrap();
    let length: usize = length.split("\r\n").next().unwrap().parse().unwrap();
    while bytes.len() < end + length {
        assert!(
            stream.read_buf(&mut bytes).await.unwrap() > 0,
            "a whole body"
        );
    }
    let body = bytes.split_off(end);
    received.send(Export { head, body }).unwrap();
    let answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
    stream.write_all(answer).await.unwrap();
}

/// A service that is busy once.
async fn busy() -> String {
    let answer = |_: &str, number| match number {
        0 => Answer::refusal(503, "ServiceUnavailable"),
        _ => Answer::ok(serde_json::json!([])),
    };
    script(answer).await
}

/// The value of an attribute, as a text.
fn attribute(span: &Value, name: &str) -> Option<String> {
    let attributes = span["attributes"].as_array().unwrap();
    let value = &attributes.iter().find(|one| one["key"] == name)?["value"];
    let text = ["stringValue", "intValue"]
        .iter()
        .find_map(|kind| value.get(kind))?;
    Some(
        text.as_str()
            .map_or_else(|| text.to_string(), str::to_owned),
    )
}

#[tokio::test]
async fn a_call_and_its_attempts_reach_the_collector() {
    let (collector, mut exports) = collector().await;
    let service = busy().await;
    let variables = [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.as_str()),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json"),
    ];
    let args = [
        "errors",
        "ocid1.coreservicesworkrequest.oc1.iad.x",
        "--endpoint",
        &service,
        "--retry-base-delay",
        "0",
    ];
    let run = Home::new().run_with(&variables, &args).await.exits(0);
    assert_eq!(run.stderr, "", "what is exported is not said");

    let export = exports.recv().await.unwrap();
    assert!(
        export.head.starts_with("post /v1/traces http/1.1"),
        "{}",
        export.head
    );
    let text = String::from_utf8(export.body).unwrap();
    for secret in KEY
        .lines()
        .filter(|line| line.len() > 40)
        .chain(["authorization", "Signature"])
    {
        assert!(!text.contains(secret), "{text}");
    }
    let document: Value = serde_json::from_str(&text).unwrap();
    let resource = &document["resourceSpans"][0];
    assert_eq!(
        attribute(&resource["resource"], "service.name").unwrap(),
        "work-requests"
    );
    let spans = resource["scopeSpans"][0]["spans"].as_array().unwrap();
    let [first, second, call] = &spans[..] else {
        panic!("{text}");
    };
    assert_eq!(
        (&call["name"], &call["kind"]),
        (&"list_work_request_errors".into(), &1.into())
    );
    for (attempt, status) in [(first, "503"), (second, "200")] {
        assert_eq!(
            (&attempt["name"], &attempt["kind"]),
            (&"GET".into(), &3.into())
        );
        assert_eq!(attempt["parentSpanId"], call["spanId"]);
        assert_eq!(attempt["traceId"], call["traceId"]);
        assert_eq!(
            attribute(attempt, "http.response.status_code").unwrap(),
            status
        );
        assert_eq!(attribute(attempt, "server.address").unwrap(), "127.0.0.1");
    }
    assert_eq!(attribute(first, "error.type").unwrap(), "503");
    assert_eq!(first["status"]["code"], 2, "an error");
    assert_eq!(attribute(second, "http.request.resend_count").unwrap(), "1");
    assert_eq!(attribute(second, "error.type"), None);
}

#[tokio::test]
async fn protobuf_is_spoken_unless_asked_otherwise() {
    let (collector, mut exports) = collector().await;
    let variables = [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.as_str()),
        ("OTEL_SERVICE_NAME", "night-shift"),
    ];
    let args = ["list", "--emulator", "-v"];
    let run = Home::empty().run_with(&variables, &args).await.exits(0);
    assert!(
        run.stderr.contains("DEBUG"),
        "the log is as it was: {run:#?}"
    );
    let export = exports.recv().await.unwrap();
    assert!(
        export.head.contains("content-type: application/x-protobuf"),
        "{}",
        export.head
    );
    let text = String::from_utf8_lossy(&export.body).into_owned();
    for word in [
        "night-shift",
        "list_work_requests",
        "url.full",
        "compartmentId=REDACTED",
    ] {
        assert!(text.contains(word), "{word}: {text}");
    }
}

#[tokio::test]
async fn nothing_is_exported_unless_a_collector_is_named() {
    let (collector, mut exports) = collector().await;
    let named = ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.as_str());
    for off in [
        ("OTEL_SDK_DISABLED", "true"),
        ("OTEL_TRACES_EXPORTER", "none"),
    ] {
        let run = Home::empty()
            .run_with(&[named, off], &["list", "--emulator", "--quiet"])
            .await;
        run.exits(0);
    }
    assert!(exports.try_recv().is_err());
}

#[tokio::test]
async fn a_collector_that_is_down_costs_a_warning() {
    let endpoint = format!("http://{}", closed().await);
    let variables = [("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.as_str())];
    let args = ["list", "--emulator", "--output", "json"];
    let run = Home::empty().run_with(&variables, &args).await.exits(0);
    assert!(run.json()["data"].is_array());
    assert_eq!(
        run.stderr.matches("spans cannot be exported").count(),
        1,
        "{run:#?}"
    );
}
