//! Signed requests over real sockets.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::time::{Duration, Instant};

use common::socket::{self, exchange, signed_text};
use common::{LIST, get};
use tokio::net::TcpStream;
use work_requests_emulator::{Emulator, Fault, FaultAnswer, ListenOptions, Operation, demo};

#[tokio::test]
async fn the_four_operations_are_answered() {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    let work = get(demo::DETACH_VOLUME);
    let list = format!("{LIST}?compartmentId={}&limit=3", demo::COMPARTMENT);
    let cases = [
        (work.clone(), r#""status":"FAILED""#),
        (list, r#""operationType""#),
        (format!("{work}/errors"), r#""code":"IncorrectState""#),
        (format!("{work}/logs?sortOrder=DESC"), r#""message""#),
    ];
    for (target, part) in cases {
        let arrived = socket::get(&emulator, &server, &target).await;
        assert_eq!(arrived.status(), 200, "{target}: {arrived:?}");
        assert!(
            arrived.body().contains(part),
            "{target}: {}",
            arrived.body()
        );
        assert_eq!(arrived.header("content-type").unwrap(), "application/json");
        assert!(arrived.header("opc-request-id").is_some());
    }
    let received = emulator.received();
    assert!(received.iter().all(|request| request.verdict.is_verified()));
    assert!(received.iter().all(|request| request.peer.is_some()));
}

#[tokio::test]
async fn it_is_ready_within_two_seconds() {
    let before = Instant::now();
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    let arrived = socket::get(&emulator, &server, &get(demo::LAUNCH_INSTANCE)).await;
    assert_eq!(arrived.status(), 200);
    let took = before.elapsed();
    assert!(took < Duration::from_secs(2), "{took:?}");
}

#[tokio::test]
async fn a_signature_for_another_host_is_refused() {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    let signer = emulator.credentials().signer();
    let now = emulator.clock()();
    let port = server.address().port();
    let target = get(demo::LAUNCH_INSTANCE);
    for (endpoint, status) in [
        (format!("http://localhost:{port}"), 200),
        (format!("http://LOCALHOST:{port}"), 200),
        ("http://localhost".to_owned(), 401),
        ("https://iaas.us-ashburn-1.oraclecloud.com".to_owned(), 401),
    ] {
        let text = signed_text(&signer, &endpoint, &target, now).await;
        let stream = TcpStream::connect(server.address()).await.unwrap();
        let arrived = exchange(stream, &text).await;
        assert_eq!(arrived.status(), status, "{endpoint}: {arrived:?}");
        assert!(status == 200 || arrived.body().contains("NotAuthenticated"));
    }
}

#[tokio::test]
async fn more_names_can_be_served() {
    let options = ListenOptions::default().host("work.example");
    let emulator = Emulator::demo();
    let server = emulator.start(options).await.unwrap();
    let signer = emulator.credentials().signer();
    let target = get(demo::LAUNCH_INSTANCE);
    let text = signed_text(&signer, "http://work.example", &target, emulator.clock()()).await;
    let stream = TcpStream::connect(server.address()).await.unwrap();
    assert_eq!(exchange(stream, &text).await.status(), 200);
}

#[tokio::test]
async fn statuses_and_retry_after_in_both_forms_arrive_in_order() {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    let date = "Wed, 21 Oct 2015 07:28:00 GMT";
    let throttled = Fault::new(FaultAnswer::status(429).retry_after(1))
        .then(FaultAnswer::status(429).retry_after(date))
        .operation(Operation::GetWorkRequest);
    let control = emulator.control();
    control.add_fault(Fault::statuses([503, 503, 503])).unwrap();
    control.add_fault(throttled).unwrap();
    let mut seen = Vec::new();
    for _ in 0..6 {
        let arrived = socket::get(&emulator, &server, &get(demo::DETACH_VOLUME)).await;
        seen.push((arrived.status(), arrived.header("retry-after")));
    }
    let expected = [
        (503, None),
        (503, None),
        (503, None),
        (429, Some("1".to_owned())),
        (429, Some(date.to_lowercase())),
        (200, None),
    ];
    assert_eq!(seen, expected);
    assert_eq!(control.received_total(), 6);
}

#[tokio::test]
async fn a_service_an_hour_off_refuses_and_tells_its_date() {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    for hours in [1, -1] {
        emulator.control().skew(chrono::TimeDelta::hours(hours));
        let arrived = socket::get(&emulator, &server, &get(demo::DETACH_VOLUME)).await;
        assert_eq!(arrived.status(), 401, "{arrived:?}");
        let told = chrono::DateTime::parse_from_rfc2822(&arrived.header("date").unwrap()).unwrap();
        let signer = emulator.credentials().signer();
        let target = get(demo::DETACH_VOLUME);
        let text = signed_text(&signer, &server.endpoint(), &target, told.into()).await;
        let stream = TcpStream::connect(server.address()).await.unwrap();
        let corrected = exchange(stream, &text).await;
        assert_eq!(corrected.status(), 200, "{corrected:?}");
    }
}

#[tokio::test]
async fn work_goes_on_in_real_time() {
    use work_requests_emulator::WorkRequestScript;
    let emulator = Emulator::builder().build();
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    let script = WorkRequestScript::new("CreateVcn").succeeded(Duration::from_millis(300));
    let id = emulator.control().create(script).unwrap();
    let mut seen = Vec::new();
    let limit = Instant::now() + socket::LIMIT;
    while seen.last().is_none_or(|(status, _)| *status != "SUCCEEDED") {
        assert!(Instant::now() < limit, "{seen:?}");
        let body = socket::get(&emulator, &server, &get(&id)).await.body();
        let work: serde_json::Value = serde_json::from_str(&body).unwrap();
        let percent = work["percentComplete"].as_f64().unwrap();
        let status = match work["status"].as_str().unwrap() {
            "SUCCEEDED" => "SUCCEEDED",
            _ => "before",
        };
        seen.push((status, percent));
    }
    assert!(seen.is_sorted_by(|a, b| a.1 <= b.1), "{seen:?}");
    assert_eq!(seen.last().unwrap().1, 100.0);
}
