//! `Transport` over real sockets on loopback, without TLS.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use crate::support;

use std::error::Error;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::BodyExt;
use support::{SHORT, Server, Step, dead_port, get, ok, send, transport};
use tower::{Layer, Service, ServiceExt};
use work_requests_transport::{
    BuildError, Collect, CollectLayer, Delivery, ErrorKind, TimeoutStage, Transport, TransportError,
};

async fn call(
    transport: Transport,
    request: Request<Bytes>,
) -> Result<Response<Bytes>, TransportError> {
    Collect::new(transport).oneshot(request).await
}

#[track_caller]
fn assert_fault(fault: &TransportError, kind: ErrorKind, delivery: Delivery) {
    assert_eq!(fault.kind(), kind, "{fault}: {:?}", fault.source());
    assert_eq!(fault.delivery(), delivery, "{fault}");
    assert!(!fault.to_string().contains('\n'));
}

#[tokio::test]
async fn a_plain_call() {
    let server = Server::plain(|_| ok("hello")).await;
    let answer = call(Transport::new().unwrap(), get(server.uri("/a?b=c")))
        .await
        .unwrap();

    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.body(), "hello");
    let head = &server.heads()[0];
    assert!(head.starts_with("GET /a?b=c HTTP/1.1\r\n"), "{head}");
    assert!(
        head.contains(&format!("host: {}\r\n", server.address)),
        "{head}"
    );
    assert!(head.contains("accept-encoding: gzip\r\n"), "{head}");
}

#[tokio::test]
async fn a_body_is_sent_with_its_length() {
    let server =
        Server::plain(|_| vec![send("HTTP/1.1 204 No Content\r\n\r\n"), Step::Close]).await;
    let request = Request::post(server.uri("/"))
        .body(Bytes::from("{}"))
        .unwrap();
    let answer = call(Transport::new().unwrap(), request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert!(server.heads()[0].contains("content-length: 2\r\n"));
}

#[tokio::test]
async fn connections_are_kept_and_shared_by_clones() {
    let server = Server::plain(|_| ok("again")).await;
    let transport = Transport::new().unwrap();
    for _ in 0..3 {
        call(transport.clone(), get(server.uri("/"))).await.unwrap();
    }
    assert_eq!((server.connections(), server.heads().len()), (1, 3));
}

#[tokio::test]
async fn connections_are_not_kept_when_told_so() {
    let server = Server::plain(|_| ok("once")).await;
    let transport = transport(|builder| builder.max_idle_per_host(0));
    for _ in 0..3 {
        call(transport.clone(), get(server.uri("/"))).await.unwrap();
    }
    assert_eq!(server.connections(), 3);
}

#[tokio::test]
async fn a_service_is_ready_at_once_and_again() {
    let server = Server::plain(|_| ok("x")).await;
    let mut service = Collect::new(Transport::new().unwrap());
    for _ in 0..2 {
        let ready = service.ready().await.unwrap();
        ready.call(get(server.uri("/"))).await.unwrap();
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn host_is_sent_as_the_caller_set_it() {
    let server = Server::plain(|_| ok("")).await;
    let mut request = get(server.uri("/"));
    request.headers_mut().insert(
        "host",
        "iaas.us-ashburn-1.oraclecloud.com:443".parse().unwrap(),
    );
    call(Transport::new().unwrap(), request).await.unwrap();
    let head = &server.heads()[0];
    assert!(
        head.contains("host: iaas.us-ashburn-1.oraclecloud.com:443\r\n"),
        "{head}"
    );
    assert_eq!(head.matches("host:").count(), 1);
}

#[tokio::test]
async fn redirects_and_cookies_are_only_answers() {
    let server = Server::plain(|_| {
        vec![send(
            "HTTP/1.1 307 Temporary Redirect\r\nlocation: /elsewhere\r\nset-cookie: a=b\r\ncontent-length: 0\r\n\r\n",
        )]
    })
    .await;
    let transport = Transport::new().unwrap();
    for _ in 0..2 {
        let answer = call(transport.clone(), get(server.uri("/"))).await.unwrap();
        assert_eq!(answer.status(), StatusCode::TEMPORARY_REDIRECT);
        assert_eq!(answer.headers()["location"], "/elsewhere");
    }
    assert!(
        server
            .heads()
            .iter()
            .all(|head| head.starts_with("GET / ") && !head.contains("cookie"))
    );
}

#[tokio::test]
async fn interim_answers_are_passed_over() {
    let server = Server::plain(|_| {
        let mut steps = vec![send("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n")];
        steps.extend(ok("final"));
        steps
    })
    .await;
    let answer = call(Transport::new().unwrap(), get(server.uri("/")))
        .await
        .unwrap();
    assert_eq!(
        (answer.status(), answer.body().as_ref()),
        (StatusCode::OK, b"final".as_ref())
    );
}

#[tokio::test]
async fn a_flood_of_interim_answers_ends_with_the_read_timeout() {
    let flood = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(1000);
    let server = Server::plain(move |_| vec![send(&flood), Step::Hang]).await;
    let transport = transport(|builder| builder.read_timeout(SHORT));
    let fault = call(transport, get(server.uri("/"))).await.unwrap_err();
    assert_fault(&fault, ErrorKind::Timeout, Delivery::Unknown);
    assert_eq!(fault.timeout(), Some(TimeoutStage::Head));
}

#[tokio::test]
async fn heads_that_contradict_themselves_or_fold_lines_are_protocol_faults() {
    for head in [
        "content-length: 1\r\ncontent-length: 2",
        "content-length: -1",
        "content-length: 99999999999999999999",
        "x-folded: a\r\n b",
        "no colon",
        "na me: v",
    ] {
        let answer = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n");
        let server = Server::plain(move |_| vec![send(&answer), Step::Hang]).await;
        let fault = call(Transport::new().unwrap(), get(server.uri("/")))
            .await
            .expect_err(head);
        assert_fault(&fault, ErrorKind::Protocol, Delivery::Unknown);
    }
}

#[tokio::test]
async fn a_body_without_a_length_ends_with_its_connection() {
    for version in ["1.0", "1.1"] {
        let answer = format!("HTTP/{version} 200 OK\r\n\r\nto the end");
        let server = Server::plain(move |_| vec![send(&answer), Step::Close]).await;
        let answer = call(Transport::new().unwrap(), get(server.uri("/"))).await;
        assert_eq!(answer.unwrap().body(), "to the end");
    }
}

#[tokio::test]
async fn a_stale_connection_never_makes_two_requests_of_one_call() {
    let server = Server::plain(|_| {
        let mut steps = ok("last");
        steps.push(Step::Close);
        steps
    })
    .await;
    let transport = Transport::new().unwrap();
    let calls = 20;
    let mut answered = 0;
    for _ in 0..calls {
        // The close races with our next request: either it is noticed, or some of the request
        // may have gone out, which is told and not hidden by sending it twice.
        match call(transport.clone(), get(server.uri("/"))).await {
            Ok(_) => answered += 1,
            Err(fault) => assert_fault(&fault, ErrorKind::Connection, Delivery::Unknown),
        }
    }
    assert!(answered > 0);
    let seen = server.heads().len();
    assert!((answered..=calls).contains(&seen), "{answered} {seen}");
}

#[tokio::test]
async fn a_refused_connection_was_not_sent() {
    let port = dead_port().await;
    let fault = call(
        Transport::new().unwrap(),
        get(format!("http://127.0.0.1:{port}/")),
    )
    .await
    .unwrap_err();
    assert_fault(&fault, ErrorKind::Connection, Delivery::NotSent);
    assert!(
        fault
            .to_string()
            .contains(&format!("127.0.0.1:{port}` refused")),
        "{fault}"
    );
    assert!(fault.head().is_none() && fault.source().is_some());
}

#[tokio::test]
async fn an_unknown_name_was_not_sent() {
    // Longer than a label of DNS can be, so that no name server is asked.
    let long = "a".repeat(64);
    let transport = transport(|builder| builder.allow_plaintext(true));
    let fault = call(transport.clone(), get(format!("http://{long}.example/")))
        .await
        .unwrap_err();
    assert_fault(&fault, ErrorKind::Connection, Delivery::NotSent);
    assert!(fault.to_string().contains("cannot be resolved"), "{fault}");

    let fault = call(transport, get(format!("https://{long}.example/")))
        .await
        .unwrap_err();
    assert_fault(&fault, ErrorKind::InvalidRequest, Delivery::NotSent);
}

#[tokio::test]
async fn plaintext_to_another_machine_opens_no_socket() {
    let server = Server::plain(|_| ok("open")).await;
    let there = |builder: work_requests_transport::TransportBuilder| {
        builder.resolve("service.example", server.address)
    };
    let uri = format!("http://service.example:{}/", server.address.port());
    let fault = call(transport(there), get(&uri)).await.unwrap_err();
    assert_fault(&fault, ErrorKind::PlaintextRefused, Delivery::NotSent);
    assert!(fault.to_string().contains("allow_plaintext"), "{fault}");
    assert_eq!(server.connections(), 0);

    let answer = call(
        transport(|builder| there(builder).allow_plaintext(true)),
        get(&uri),
    )
    .await;
    assert_eq!(answer.unwrap().body(), "open");
    assert!(server.heads()[0].contains("host: service.example:"));
}

#[tokio::test]
async fn a_head_that_never_comes_times_out() {
    let server = Server::plain(|_| vec![Step::Hang]).await;
    let transport = transport(|builder| builder.read_timeout(SHORT));
    let fault = call(transport, get(server.uri("/"))).await.unwrap_err();
    assert_fault(&fault, ErrorKind::Timeout, Delivery::Unknown);
    assert_eq!(fault.timeout(), Some(TimeoutStage::Head));
    server.closed().await;
}

#[tokio::test]
async fn collects_read_timeout_holds_for_a_transport_without_one() {
    let server = Server::plain(|_| vec![Step::Hang]).await;
    let collect = CollectLayer::new()
        .read_timeout(SHORT)
        .layer(transport(|builder| builder.read_timeout(None)));
    let fault = collect.oneshot(get(server.uri("/"))).await.unwrap_err();
    assert_fault(&fault, ErrorKind::Timeout, Delivery::Unknown);
    assert_eq!(fault.timeout(), Some(TimeoutStage::Head));
}

#[tokio::test]
async fn a_body_that_stalls_times_out_and_keeps_the_head() {
    let server = Server::plain(|_| {
        let head = "HTTP/1.1 500 Broken\r\nopc-request-id: R\r\ncontent-length: 9\r\n\r\nabc";
        vec![send(head), Step::Hang]
    })
    .await;
    let transport = transport(|builder| builder.read_timeout(SHORT));
    let fault = call(transport, get(server.uri("/"))).await.unwrap_err();
    assert_fault(&fault, ErrorKind::Timeout, Delivery::Answered);
    assert_eq!(fault.timeout(), Some(TimeoutStage::Body));
    let (status, headers) = fault.head().unwrap();
    assert_eq!(
        (status.as_u16(), &headers["opc-request-id"]),
        (500, &"R".parse().unwrap())
    );
    server.closed().await;
}

#[tokio::test]
async fn a_connection_closed_before_the_answer_may_have_delivered() {
    let server = Server::plain(|_| vec![Step::Close]).await;
    let fault = call(Transport::new().unwrap(), get(server.uri("/")))
        .await
        .unwrap_err();
    assert_fault(&fault, ErrorKind::Connection, Delivery::Unknown);
    assert_eq!(server.heads().len(), 1);
}

#[tokio::test]
async fn a_body_cut_short_keeps_the_head() {
    for (head, body) in [
        ("content-length: 9", "abc"),
        ("transfer-encoding: chunked", "3\r\nabc\r\n"),
    ] {
        let server = Server::plain(move |_| {
            vec![
                send(&format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n{body}")),
                Step::Close,
            ]
        })
        .await;
        let fault = call(Transport::new().unwrap(), get(server.uri("/")))
            .await
            .unwrap_err();
        assert_fault(&fault, ErrorKind::Connection, Delivery::Answered);
        assert_eq!(fault.head().unwrap().0, StatusCode::OK);
    }
}

#[tokio::test]
async fn something_that_is_not_http_is_a_protocol_fault() {
    let server = Server::plain(|_| vec![send("SSH-2.0-OpenSSH_9.9\r\n\r\n"), Step::Hang]).await;
    let fault = call(Transport::new().unwrap(), get(server.uri("/")))
        .await
        .unwrap_err();
    assert_fault(&fault, ErrorKind::Protocol, Delivery::Unknown);
}

#[tokio::test]
async fn a_broken_chunk_is_a_fault_inside_the_body() {
    let server = Server::plain(|_| {
        vec![
            send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
            Step::Hang,
        ]
    })
    .await;
    let fault = call(Transport::new().unwrap(), get(server.uri("/")))
        .await
        .unwrap_err();
    assert_fault(&fault, ErrorKind::Connection, Delivery::Answered);
}

#[tokio::test]
async fn response_heads_are_capped() {
    let many = |count: usize| {
        let headers: String = (0..count).map(|n| format!("x-{n}: v\r\n")).collect();
        Server::plain(move |_| vec![send(&format!("HTTP/1.1 204 No\r\n{headers}\r\n"))])
    };
    assert!(
        call(Transport::new().unwrap(), get(many(100).await.uri("/")))
            .await
            .is_ok()
    );
    let fault = call(Transport::new().unwrap(), get(many(101).await.uri("/")))
        .await
        .unwrap_err();
    assert_fault(&fault, ErrorKind::Limit, Delivery::Unknown);
    let roomy = transport(|builder| builder.max_headers(200));
    assert!(call(roomy, get(many(150).await.uri("/"))).await.is_ok());

    let big = Server::plain(|_| {
        vec![
            send(&format!(
                "HTTP/1.1 204 No\r\nx: {}\r\n\r\n",
                "v".repeat(200_000)
            )),
            Step::Hang,
        ]
    })
    .await;
    let fault = call(Transport::new().unwrap(), get(big.uri("/")))
        .await
        .unwrap_err();
    assert_fault(&fault, ErrorKind::Limit, Delivery::Unknown);
    let roomy = transport(|builder| builder.max_head_bytes(512 * 1024));
    assert!(call(roomy, get(big.uri("/"))).await.is_ok());
}

#[tokio::test]
async fn a_content_length_over_the_cap_is_refused_at_once() {
    let server = Server::plain(|_| {
        vec![
            send("HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n"),
            Step::Hang,
        ]
    })
    .await;
    let collect = CollectLayer::new()
        .max_body_bytes(10)
        .layer(Transport::new().unwrap());
    let fault = collect.oneshot(get(server.uri("/"))).await.unwrap_err();
    assert_fault(&fault, ErrorKind::Limit, Delivery::Answered);
    server.closed().await;
}

#[tokio::test]
async fn dropping_a_call_closes_its_connection() {
    let server = Server::plain(|_| vec![Step::Hang]).await;
    let request = get(server.uri("/"));
    let call = tokio::spawn(call(Transport::new().unwrap(), request));
    while server.heads().is_empty() {
        tokio::task::yield_now().await;
    }
    call.abort();
    server.closed().await;
}

#[tokio::test]
async fn dropping_a_body_closes_its_connection() {
    let server = Server::plain(|_| {
        vec![
            send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"),
            Step::Hang,
        ]
    })
    .await;
    let mut answer = Transport::new()
        .unwrap()
        .oneshot(get(server.uri("/")))
        .await
        .unwrap();
    let first = answer.body_mut().frame().await.unwrap().unwrap();
    assert_eq!(first.into_data().unwrap(), "abc");
    drop(answer);
    server.closed().await;
}

#[tokio::test]
async fn the_raw_body_has_the_read_timeout_too() {
    let server = Server::plain(|_| {
        vec![
            send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"),
            Step::Hang,
        ]
    })
    .await;
    let transport = transport(|builder| builder.read_timeout(SHORT));
    let answer = transport.oneshot(get(server.uri("/"))).await.unwrap();
    let fault = answer.into_body().collect().await.unwrap_err();
    assert_eq!(fault.timeout(), Some(TimeoutStage::Body));
    assert_eq!(fault.delivery(), Delivery::Answered);
}

#[test]
fn impossible_settings_are_refused_when_building() {
    let zero = Transport::builder().read_timeout(Duration::ZERO).build();
    assert!(matches!(
        zero,
        Err(BuildError::ZeroTimeout {
            name: "read_timeout"
        })
    ));
    let small = Transport::builder().max_head_bytes(100).build();
    assert!(matches!(
        small,
        Err(BuildError::LimitTooSmall { least: 8192, .. })
    ));
    let der = Transport::builder()
        .root_certificates_pem([0x30, 0x82])
        .build();
    assert!(matches!(der, Err(BuildError::NoRootCertificates)));
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let broken = Transport::builder().root_certificates_pem(broken).build();
    assert!(matches!(broken, Err(BuildError::RootCertificates(_))));
}

#[tokio::test]
async fn at_most_so_many_calls_are_under_way_per_host() {
    let server = Server::plain(|_| {
        vec![
            send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"),
            Step::Hang,
        ]
    })
    .await;
    let other = Server::plain(|_| ok("free")).await;
    let transport = transport(|builder| builder.max_connections_per_host(2));
    let first = transport
        .clone()
        .oneshot(get(server.uri("/")))
        .await
        .unwrap();
    let _second = transport
        .clone()
        .oneshot(get(server.uri("/")))
        .await
        .unwrap();

    let third = tokio::spawn(transport.clone().oneshot(get(server.uri("/"))));
    // Another place has its own slots; by the time it has answered twice, the third call has had
    // its chance to connect.
    for _ in 0..2 {
        call(transport.clone(), get(other.uri("/"))).await.unwrap();
    }
    assert!(!third.is_finished());
    assert_eq!(server.connections(), 2);

    drop(first);
    assert!(third.await.unwrap().is_ok());
}

#[tokio::test]
async fn a_slot_is_free_again_once_a_body_has_been_read() {
    let server = Server::plain(|head| {
        if head.starts_with("HEAD") {
            return vec![send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n")];
        }
        ok("body")
    })
    .await;
    let transport = transport(|builder| builder.max_connections_per_host(1));
    let mut kept = Vec::new();
    for method in ["GET", "HEAD", "GET"] {
        let request = Request::builder().method(method).uri(server.uri("/"));
        let request = request.body(Bytes::new()).unwrap();
        let mut answer = transport.clone().oneshot(request).await.unwrap();
        while let Some(frame) = answer.body_mut().frame().await {
            frame.unwrap();
        }
        kept.push(answer);
    }
    assert_eq!(server.heads().len(), 3);
}

#[tokio::test]
async fn a_waiting_call_that_is_dropped_takes_no_slot() {
    let server = Server::plain(|_| ok("x")).await;
    let transport = transport(|builder| builder.max_connections_per_host(1));
    let held = transport
        .clone()
        .oneshot(get(server.uri("/")))
        .await
        .unwrap();
    let waiting = transport.clone().oneshot(get(server.uri("/")));
    assert!(tokio::time::timeout(SHORT, waiting).await.is_err());
    drop(held);
    assert!(transport.oneshot(get(server.uri("/"))).await.is_ok());
}
