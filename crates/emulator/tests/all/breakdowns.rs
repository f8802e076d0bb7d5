//! Answers that break off: in memory under paused time, and over sockets.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::time::Duration;

use common::socket::{self, LIMIT};
use common::{Caller, get};
use http_body_util::BodyExt as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tower::ServiceExt as _;
use work_requests_emulator::{
    Breakdown, Broken, Emulator, Fault, FaultAnswer, FaultError, ListenOptions, Server, demo,
};

const TARGET: &str =
    "/20160918/workRequests/ocid1.coreservicesworkrequest.oc1.iad.emulatordemoexportimage";

/// Long enough to notice bytes that should not come, over loopback.
const SILENCE: Duration = Duration::from_millis(150);

fn order(emulator: &Emulator, how: Breakdown) {
    let fault = Fault::new(FaultAnswer::pass().breaks(how));
    emulator.control().add_fault(fault).unwrap();
}

async fn listening(how: Breakdown) -> (Emulator, Server) {
    let emulator = Emulator::demo();
    order(&emulator, how);
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    (emulator, server)
}

#[tokio::test]
async fn a_connection_is_reset_or_closed_before_the_headers() {
    for (how, reset) in [
        (Breakdown::ResetBeforeHeaders, true),
        (Breakdown::CloseBeforeHeaders, false),
    ] {
        let (emulator, server) = listening(how).await;
        let arrived = socket::get(&emulator, &server, TARGET).await;
        assert_eq!(arrived.bytes, b"", "{how:?}");
        assert_eq!(arrived.was_reset(), reset, "{how:?}: {arrived:?}");
        assert_eq!(emulator.received()[0].status, None);
        assert_eq!(socket::get(&emulator, &server, TARGET).await.status(), 200);
    }
}

#[tokio::test]
async fn a_connection_is_reset_or_closed_inside_the_body() {
    for (how, reset) in [
        (Breakdown::ResetInBody, true),
        (Breakdown::CloseInBody, false),
    ] {
        let (emulator, server) = listening(how).await;
        let arrived = socket::get(&emulator, &server, TARGET).await;
        assert_eq!(arrived.status(), 200, "{how:?}");
        let announced: usize = arrived.header("content-length").unwrap().parse().unwrap();
        assert_eq!(arrived.body().len(), announced / 2, "{how:?}");
        assert_eq!(arrived.was_reset(), reset, "{how:?}: {arrived:?}");
        let again = socket::get(&emulator, &server, TARGET).await;
        assert_eq!(again.body().len(), announced, "{again:?}");
    }
}

/// Reads until the text so far is all that is to come, and then only silence.
async fn then_silence(stream: &mut TcpStream, complete: impl Fn(&str) -> bool) -> String {
    let mut seen = Vec::new();
    let arriving = async {
        while !complete(&String::from_utf8_lossy(&seen)) {
            assert!(stream.read_buf(&mut seen).await.unwrap() > 0, "it ended");
        }
    };
    tokio::time::timeout(LIMIT, arriving)
        .await
        .expect("in time");
    let more = tokio::time::timeout(SILENCE, stream.read_buf(&mut seen)).await;
    assert!(more.is_err(), "more came: {more:?}");
    String::from_utf8(seen).unwrap()
}

#[tokio::test]
async fn a_connection_is_silent_before_and_after_the_headers() {
    let hangs = [
        (Breakdown::HangBeforeHeaders, None),
        (Breakdown::HangAfterHeaders, Some(0)),
        (Breakdown::HangInBody, Some(2)),
    ];
    for (how, part) in hangs {
        let (emulator, server) = listening(how).await;
        let mut stream = TcpStream::connect(server.address()).await.unwrap();
        let text = socket::text(&emulator, &server, TARGET).await;
        stream.write_all(text.as_bytes()).await.unwrap();
        let body = |seen: &str| Some(seen.split_once("\r\n\r\n")?.1.len());
        let complete = |seen: &str| match (part, body(seen)) {
            (None, _) => true,
            (Some(0), body) => body.is_some(),
            (Some(_), body) => body > Some(0),
        };
        let seen = then_silence(&mut stream, complete).await;
        match (part, body(&seen)) {
            (None, None) | (Some(0), Some(0)) => {}
            (Some(2), Some(half)) => {
                let announced = format!("content-length: {}", 2 * half);
                let odd = format!("content-length: {}", 2 * half + 1);
                assert!(seen.contains(&announced) || seen.contains(&odd), "{seen}");
            }
            _ => panic!("{how:?}: {seen}"),
        }
        // A server that ends lets go of everyone.
        drop(server);
        let end = tokio::time::timeout(LIMIT, stream.read_to_end(&mut Vec::new())).await;
        assert!(end.is_ok(), "{how:?}");
    }
}

#[tokio::test]
async fn a_body_drips_on_when_it_is_used_up() {
    let every = Duration::from_millis(1);
    let (emulator, server) = listening(Breakdown::Drip { every }).await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let text = socket::text(&emulator, &server, TARGET).await;
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut seen = Vec::new();
    let blanks = "1\r\n \r\n".repeat(5);
    let dripping = async {
        while !String::from_utf8_lossy(&seen).ends_with(&blanks) {
            assert!(stream.read_buf(&mut seen).await.unwrap() > 0, "it ended");
        }
    };
    tokio::time::timeout(LIMIT, dripping)
        .await
        .expect("blanks in time");
    let seen = String::from_utf8(seen).unwrap();
    assert!(
        seen.contains("transfer-encoding: chunked") && !seen.contains("content-length"),
        "{seen}"
    );
}

#[tokio::test(start_paused = true)]
async fn in_memory_the_service_or_the_body_fails_or_stays_pending() {
    let emulator = Emulator::demo();
    let caller = Caller::of(&emulator);
    let path = get(demo::EXPORT_IMAGE);
    let whole = caller.get(&path).await.body.len();

    order(&emulator, Breakdown::ResetBeforeHeaders);
    order(&emulator, Breakdown::CloseBeforeHeaders);
    for expected in [Broken::Reset, Broken::Closed] {
        let request = caller.signed(&path).await;
        let broken = emulator.service().oneshot(request).await.unwrap_err();
        assert_eq!(broken, expected);
    }

    order(&emulator, Breakdown::ResetInBody);
    let request = caller.signed(&path).await;
    let mut body = emulator
        .service()
        .oneshot(request)
        .await
        .unwrap()
        .into_body();
    let half = body.frame().await.unwrap().unwrap().into_data().unwrap();
    assert_eq!(half.len(), whole / 2);
    let error = body.frame().await.unwrap().unwrap_err().into_inner();
    assert_eq!(error.downcast_ref(), Some(&Broken::Reset));

    for how in [Breakdown::HangBeforeHeaders, Breakdown::HangInBody] {
        order(&emulator, how);
        let answer = tokio::time::timeout(Duration::from_secs(3600), caller.get(&path));
        assert!(answer.await.is_err(), "{how:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn in_memory_a_drip_keeps_the_pace() {
    let emulator = Emulator::demo();
    let caller = Caller::of(&emulator);
    let every = Duration::from_secs(7);
    order(&emulator, Breakdown::Drip { every });
    let request = caller.signed(&get(demo::EXPORT_IMAGE)).await;
    let mut body = emulator
        .service()
        .oneshot(request)
        .await
        .unwrap()
        .into_body();
    let before = tokio::time::Instant::now();
    for byte in [b"{", b"\""] {
        let data = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!(data.as_ref(), byte);
    }
    assert_eq!(before.elapsed(), 2 * every);
}

#[tokio::test(start_paused = true)]
async fn a_fault_with_a_status_can_break_too_and_an_empty_body_cannot() {
    let emulator = Emulator::demo();
    let caller = Caller::of(&emulator);
    let torn = FaultAnswer::status(500)
        .body("oops")
        .breaks(Breakdown::ResetInBody);
    let empty = FaultAnswer::status(204).breaks(Breakdown::ResetInBody);
    emulator
        .control()
        .add_fault(Fault::new(torn).then(empty))
        .unwrap();
    let request = caller.signed(&get(demo::EXPORT_IMAGE)).await;
    let response = emulator.service().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 500);
    assert!(response.into_body().collect().await.is_err());
    let empty = caller.get(&get(demo::EXPORT_IMAGE)).await;
    assert_eq!((empty.status.as_u16(), empty.body.len()), (204, 0));
}

#[test]
fn breakdowns_have_words_in_json_and_framing_headers_are_refused() {
    let read = |json: &str| serde_json::from_str::<Fault>(json).unwrap();
    let torn = Fault::new(FaultAnswer::pass().breaks(Breakdown::ResetInBody));
    assert_eq!(read(r#"{"answers": [{"break": "resetInBody"}]}"#), torn);
    let every = Duration::from_millis(100);
    let drip = Fault::new(FaultAnswer::status(200).breaks(Breakdown::Drip { every }));
    let json = r#"{"answers": [{"status": 200, "break": {"drip": {"every": 0.1}}}]}"#;
    assert_eq!(read(json), drip);
    assert_eq!(read(&serde_json::to_string(&drip).unwrap()), drip);
    for name in ["Content-Length", "transfer-encoding"] {
        let fault = Fault::new(FaultAnswer::status(200).header(name, "5"));
        let error = fault.validate().unwrap_err();
        assert_eq!(error, FaultError::Framing { name: name.into() });
    }
}
