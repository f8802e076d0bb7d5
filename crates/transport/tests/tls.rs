//! `Transport` over real TLS on loopback, with a private certificate authority.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod support;

use std::time::Duration;

use bytes::Bytes;
use http::Response;
use support::{Authority, SHORT, Server, get, ok, transport};
use tokio::net::TcpListener;
use tower::ServiceExt;
use work_requests_transport::{
    Collect, Delivery, ErrorKind, TimeoutStage, Transport, TransportBuilder, TransportError,
};

async fn call(transport: Transport, uri: String) -> Result<Response<Bytes>, TransportError> {
    Collect::new(transport).oneshot(get(uri)).await
}

fn trusting(authority: &Authority) -> TransportBuilder {
    Transport::builder().root_certificates_pem(authority.pem())
}

#[track_caller]
fn assert_tls(fault: &TransportError, hint: &str) {
    assert_eq!(fault.kind(), ErrorKind::Tls, "{fault}");
    assert_eq!(fault.delivery(), Delivery::NotSent);
    assert!(fault.to_string().contains(hint), "{fault}");
}

#[tokio::test]
async fn a_private_authority_is_trusted_when_given() {
    let authority = Authority::new();
    let server = Server::tls(authority.acceptor(&["127.0.0.1", "localhost"]), |_| {
        ok("safe")
    })
    .await;
    let transport = trusting(&authority).build().unwrap();
    for _ in 0..2 {
        let answer = call(transport.clone(), server.uri("/")).await.unwrap();
        assert_eq!(answer.body(), "safe");
    }
    assert_eq!(server.connections(), 1);
    let by_name = format!("https://localhost:{}/", server.address.port());
    assert_eq!(call(transport, by_name).await.unwrap().body(), "safe");
}

#[tokio::test]
async fn an_unknown_authority_is_not_trusted() {
    let server = Server::tls(Authority::new().acceptor(&["127.0.0.1"]), |_| ok("never")).await;
    let stranger = trusting(&Authority::new()).build().unwrap();
    for transport in [stranger, Transport::new().unwrap()] {
        let fault = call(transport, server.uri("/")).await.unwrap_err();
        assert_tls(&fault, "root_certificates_pem");
        let cause = std::error::Error::source(&fault).unwrap();
        assert!(cause.is::<tokio_rustls::rustls::Error>(), "{cause}");
    }
    assert!(server.heads().is_empty());
}

#[tokio::test]
async fn a_certificate_for_another_name_is_not_accepted() {
    let authority = Authority::new();
    let server = Server::tls(authority.acceptor(&["other.example"]), |_| ok("never")).await;
    let fault = call(trusting(&authority).build().unwrap(), server.uri("/"))
        .await
        .unwrap_err();
    assert_tls(&fault, "for another name");
}

#[tokio::test]
async fn a_plain_server_is_not_taken_for_tls() {
    let server = support::speaks_first(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    let fault = call(Transport::new().unwrap(), format!("https://{server}/"))
        .await
        .unwrap_err();
    assert_tls(&fault, "does not speak TLS");
}

#[tokio::test]
async fn a_handshake_that_never_answers_is_a_connect_timeout() {
    // The system accepts the connection; nobody ever reads from it.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("https://{}/", silent.local_addr().unwrap());
    let fault = call(transport(|builder| builder.connect_timeout(SHORT)), uri)
        .await
        .unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::Timeout);
    assert_eq!(fault.timeout(), Some(TimeoutStage::Connect));
    assert_eq!(fault.delivery(), Delivery::NotSent);
}

#[tokio::test]
async fn connecting_does_not_eat_into_the_wait_for_the_head() {
    let authority = Authority::new();
    let slow = Server::start(Some(authority.acceptor(&["127.0.0.1"])), 3 * SHORT, |_| {
        ok("late")
    });
    let transport = trusting(&authority)
        .connect_timeout(Duration::from_secs(30))
        .read_timeout(2 * SHORT)
        .build()
        .unwrap();
    let collect = tower::Layer::layer(
        &work_requests_transport::CollectLayer::new().read_timeout(2 * SHORT),
        transport,
    );
    let answer = collect.oneshot(get(slow.await.uri("/"))).await.unwrap();
    assert_eq!(answer.body(), "late");
}
