//! Answers that are written byte for byte, as the peer of the socket sees them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::json;
use work_requests_emulator::{Emulator, Fault, FaultAnswer, ListenOptions, Wire, WireStep};

/// Sends a request, and reads until the connection ends or this much has come.
fn ask(address: SocketAddr, most: usize) -> (Vec<u8>, bool) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    let request = format!("GET /20160918/workRequests/x HTTP/1.1\r\nhost: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut received = Vec::new();
    let mut piece = [0; 65536];
    while received.len() < most {
        match stream.read(&mut piece) {
            Ok(0) => return (received, true),
            Ok(length) => received.extend_from_slice(&piece[..length]),
            Err(_) => return (received, false),
        }
    }
    (received, false)
}

async fn answer_to(wire: Wire, most: usize) -> (Vec<u8>, bool) {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    let control = emulator.control();
    control
        .add_fault(Fault::new(FaultAnswer::wire(wire)))
        .unwrap();
    let address = server.address();
    tokio::task::spawn_blocking(move || ask(address, most))
        .await
        .unwrap()
}

#[tokio::test]
async fn the_steps_are_written_as_they_are() {
    let wire = Wire::new([
        WireStep::send("HTTP/1.1 200 OK\r\nlength: {length}\r\n\r\n"),
        WireStep::FirstHalf,
        WireStep::Pause(Duration::from_millis(20)),
        WireStep::SecondHalf,
        WireStep::repeat("ab", 3),
    ]);
    let (bytes, closed) = answer_to(wire, usize::MAX).await;
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let body = body.strip_suffix("ababab").unwrap();
    assert_eq!(head, format!("HTTP/1.1 200 OK\r\nlength: {}", body.len()));
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["code"], "NotAuthenticated");
    assert!(closed, "in order");
}

#[tokio::test]
async fn an_end_can_be_a_reset_or_none() {
    let reset = Wire::new([WireStep::send("HTTP"), WireStep::Reset]);
    assert!(!answer_to(reset, usize::MAX).await.1);
    let (bytes, _) = answer_to(Wire::named("header-endless").unwrap(), 1 << 20).await;
    assert!(bytes.len() >= 1 << 20);
}

#[tokio::test]
async fn every_wire_that_is_ready_writes_something_or_ends() {
    let mut count = 0;
    for (name, meaning) in Wire::names() {
        assert!(!meaning.is_empty());
        let (bytes, closed) = match name.contains("hang") || name == "length-gigabytes" {
            // They would keep the test waiting.
            true => continue,
            false => answer_to(Wire::named(name).unwrap(), 1).await,
        };
        let is_empty = matches!(name, "no-answer" | "reset");
        assert_eq!(bytes.is_empty(), is_empty, "{name}: {closed}");
        count += 1;
    }
    assert!(count > 60, "{count}");
    assert!(Wire::named("no-such").is_none());
}

#[test]
fn a_wire_is_a_name_or_steps_in_json() {
    let read = |json: serde_json::Value| serde_json::from_value::<FaultAnswer>(json);
    let named = read(json!({"wire": "gzip-corrupt"})).unwrap();
    assert_eq!(
        named,
        FaultAnswer::wire(Wire::named("gzip-corrupt").unwrap())
    );
    let steps = json!({"wire": [
        {"send": "HTTP/1.1 200 OK\r\n"}, {"send": {"base64": "/w=="}}, "body", "gzip",
        {"repeat": {"bytes": "x", "times": "forever"}}, {"pause": 0.5}, "hang", "reset",
        {"repeat": {"bytes": "x", "times": 2, "pause": 0.25}},
    ]});
    let answer = read(steps.clone()).unwrap();
    assert_eq!(serde_json::to_value(&answer).unwrap(), steps);
    for wrong in [
        json!({"wire": "x"}),
        json!({"wire": [{"send": 1}]}),
        json!({"wire": ["x"]}),
    ] {
        assert!(read(wrong).is_err());
    }
}

#[tokio::test]
async fn in_memory_a_wire_breaks_the_connection_off() {
    use tower::ServiceExt as _;
    let emulator = Emulator::demo();
    let wire = FaultAnswer::wire(Wire::named("plain").unwrap());
    emulator.control().add_fault(Fault::new(wire)).unwrap();
    let request = http::Request::get("http://h/x")
        .body(bytes::Bytes::new())
        .unwrap();
    assert!(emulator.service().oneshot(request).await.is_err());
}
