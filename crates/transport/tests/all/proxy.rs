//! `Transport` through real proxies on loopback. The names called exist nowhere else.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use crate::support;

use bytes::Bytes;
use http::Response;
use support::proxy::Proxy;
use support::{Authority, SHORT, Server, dead_port, get, ok};
use tokio::net::TcpListener;
use tower::ServiceExt;
use work_requests_transport::{
    Collect, Delivery, ErrorKind, TimeoutStage, Transport, TransportBuilder, TransportError,
};

const NAME: &str = "service.example";
/// `me:secret`
const BASIC: &str = "Basic bWU6c2VjcmV0";

async fn call(builder: TransportBuilder, uri: &str) -> Result<Response<Bytes>, TransportError> {
    let transport = builder.build().unwrap();
    Collect::new(transport).oneshot(get(uri)).await
}

/// A TLS server for `NAME`, and a builder that trusts it.
async fn secure_server() -> (Server, Authority, TransportBuilder) {
    let authority = Authority::new();
    let server = Server::tls(authority.acceptor(&[NAME]), |_| ok("through")).await;
    let builder = Transport::builder().root_certificates_pem(authority.pem());
    (server, authority, builder)
}

#[track_caller]
fn assert_refused(fault: &TransportError, kind: ErrorKind, hint: &str) {
    assert_eq!(
        fault.kind(),
        kind,
        "{fault}: {:?}",
        std::error::Error::source(fault)
    );
    assert_eq!(fault.delivery(), Delivery::NotSent);
    assert!(fault.to_string().contains(hint), "{fault}");
    assert!(!format!("{fault:?}").contains("secret"));
}

#[tokio::test]
async fn https_goes_through_a_tunnel_with_credentials() {
    let (server, _, builder) = secure_server().await;
    let proxy = Proxy::http(server.address, BASIC).await;
    let builder = builder.proxy(format!("http://me:secret@{}", proxy.address));
    let answer = call(builder, "https://service.example:443/x")
        .await
        .unwrap();

    assert_eq!(answer.body(), "through");
    assert_eq!(proxy.asked(), ["CONNECT service.example:443 HTTP/1.1"]);
    let head = &server.heads()[0];
    assert!(head.starts_with("GET /x HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("host: service.example:443\r\n"), "{head}");
    assert!(!head.contains("proxy-authorization"), "{head}");
}

#[tokio::test]
async fn the_tunnel_is_kept_for_the_next_call() {
    let (server, _, builder) = secure_server().await;
    let proxy = Proxy::http(server.address, "").await;
    let transport = builder
        .proxy(format!("http://{}", proxy.address))
        .build()
        .unwrap();
    for _ in 0..3 {
        let answer = Collect::new(transport.clone()).oneshot(get("https://service.example/"));
        answer.await.unwrap();
    }
    assert_eq!((proxy.asked().len(), server.heads().len()), (1, 3));
}

#[tokio::test]
async fn a_proxy_may_itself_speak_tls() {
    let (server, authority, builder) = secure_server().await;
    let proxy = Proxy::https(server.address, authority.acceptor(&["127.0.0.1"])).await;
    let builder = builder.proxy(format!("https://{}", proxy.address));
    assert_eq!(
        call(builder, "https://service.example/")
            .await
            .unwrap()
            .body(),
        "through"
    );
    assert_eq!(proxy.asked(), ["CONNECT service.example:443 HTTP/1.1"]);

    let untrusted = Transport::builder().proxy(format!("https://{}", proxy.address));
    let fault = call(untrusted, "https://service.example/")
        .await
        .unwrap_err();
    assert_refused(&fault, ErrorKind::Tls, "root_certificates_pem");
}

#[tokio::test]
async fn plain_http_is_forwarded_with_its_whole_uri() {
    let server = Server::plain(|_| ok("forwarded")).await;
    let proxy = Proxy::http(server.address, BASIC).await;
    let url = format!("http://me:secret@{}", proxy.address);
    let builder = Transport::builder().allow_plaintext(true).proxy(url);
    let answer = call(builder, "http://service.example/x?y").await.unwrap();
    assert_eq!(answer.body(), "forwarded");
    assert_eq!(proxy.asked(), ["GET http://service.example/x?y HTTP/1.1"]);
    assert!(server.heads()[0].contains("host: service.example\r\n"));
}

#[tokio::test]
async fn a_proxy_that_wants_other_credentials_says_so() {
    let (server, _, builder) = secure_server().await;
    let proxy = Proxy::http(server.address, BASIC).await;
    for login in ["", "me:wrong@"] {
        let builder = builder
            .clone()
            .proxy(format!("http://{login}{}", proxy.address));
        let fault = call(builder, "https://service.example/").await.unwrap_err();
        assert_refused(&fault, ErrorKind::Proxy, "user and password");

        let plain = Transport::builder().allow_plaintext(true);
        let plain = plain.proxy(format!("http://{login}{}", proxy.address));
        let fault = call(plain, "http://service.example/").await.unwrap_err();
        assert_refused(&fault, ErrorKind::Proxy, "user and password");
    }
    assert!(server.heads().is_empty());
}

#[tokio::test]
async fn socks5_takes_the_name_along() {
    let (server, _, builder) = secure_server().await;
    let proxy = Proxy::socks5(server.address, "me:secret").await;
    let url = format!("socks5h://me:secret@{}", proxy.address);
    let answer = call(builder.clone().proxy(url), "https://service.example/")
        .await
        .unwrap();
    assert_eq!(answer.body(), "through");
    assert_eq!(proxy.asked(), ["service.example:443"]);

    for login in ["me:wrong@", ""] {
        let url = format!("socks5h://{login}{}", proxy.address);
        let fault = call(builder.clone().proxy(url), "https://service.example/")
            .await
            .unwrap_err();
        assert_refused(&fault, ErrorKind::Proxy, "user and password");
    }
}

#[tokio::test]
async fn socks5_without_h_resolves_here_and_plain_http_means_port_80() {
    let server = Server::plain(|_| ok("plain")).await;
    let proxy = Proxy::socks5(server.address, "").await;
    let builder = Transport::builder()
        .allow_plaintext(true)
        .resolve(NAME, "192.0.2.7:0".parse().unwrap())
        .proxy(format!("socks5://{}", proxy.address));
    let answer = call(builder, "http://service.example/x").await.unwrap();
    assert_eq!(answer.body(), "plain");
    assert_eq!(proxy.asked(), ["192.0.2.7:80"]);
    let head = &server.heads()[0];
    assert!(head.starts_with("GET /x HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("host: service.example\r\n"), "{head}");
}

#[tokio::test]
async fn socks4_takes_an_address_and_socks4a_the_name() {
    let (server, _, builder) = secure_server().await;
    let proxy = Proxy::socks4(server.address).await;
    let builder = builder.resolve(NAME, "192.0.2.7:0".parse().unwrap());
    for scheme in ["socks4", "socks4a"] {
        let through = builder
            .clone()
            .proxy(format!("{scheme}://{}", proxy.address));
        let answer = call(through, "https://service.example/").await.unwrap();
        assert_eq!(answer.body(), "through");
    }
    assert_eq!(proxy.asked(), ["192.0.2.7:443", "service.example:443"]);
}

#[tokio::test]
async fn a_dead_proxy_is_named() {
    let port = dead_port().await;
    for scheme in ["http", "socks5h"] {
        let builder = Transport::builder()
            .root_certificates_pem(Authority::new().pem())
            .proxy(format!("{scheme}://127.0.0.1:{port}"));
        let fault = call(builder, "https://service.example/").await.unwrap_err();
        assert_refused(
            &fault,
            ErrorKind::Connection,
            &format!("the proxy `127.0.0.1:{port}`"),
        );
    }
}

#[tokio::test]
async fn a_dead_proxy_in_the_environment_does_not_disturb_local_calls() {
    let server = Server::plain(|_| ok("local")).await;
    for proxy in [
        format!("http://127.0.0.1:{}", dead_port().await),
        "no such://proxy".into(),
    ] {
        let builder = Transport::builder()
            .environment(|name| name.ends_with("_PROXY").then(|| proxy.clone()));
        let answer = call(builder, &server.uri("/")).await.unwrap();
        assert_eq!(answer.body(), "local");
    }
}

#[tokio::test]
async fn the_environment_chooses_and_exempts() {
    let (server, _, builder) = secure_server().await;
    let proxy = Proxy::http(server.address, "").await;
    let url = format!("http://{}", proxy.address);
    let through = builder
        .clone()
        .environment(|name| (name == "https_proxy").then(|| url.clone()));
    assert!(call(through, "https://service.example/").await.is_ok());
    assert_eq!(proxy.asked().len(), 1);

    let around = builder
        .resolve(NAME, server.address)
        .environment(|name| match name {
            "HTTPS_PROXY" => Some(url.clone()),
            "NO_PROXY" => Some(".example".to_owned()),
            _ => None,
        });
    assert!(call(around, "https://service.example/").await.is_ok());
    assert_eq!(proxy.asked().len(), 1);
}

#[tokio::test]
async fn a_server_behind_the_proxy_is_checked_like_any_other() {
    let (server, ..) = secure_server().await;
    let proxy = Proxy::http(server.address, "").await;
    let stranger = Transport::builder()
        .root_certificates_pem(Authority::new().pem())
        .proxy(format!("http://{}", proxy.address));
    let fault = call(stranger, "https://service.example/")
        .await
        .unwrap_err();
    assert_refused(
        &fault,
        ErrorKind::Tls,
        "the certificate of `service.example`",
    );
}

#[tokio::test]
async fn the_connect_timeout_covers_the_proxys_handshake() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    for scheme in ["http", "socks5h"] {
        let url = format!("{scheme}://{}", silent.local_addr().unwrap());
        let builder = Transport::builder()
            .root_certificates_pem(Authority::new().pem())
            .connect_timeout(SHORT)
            .proxy(url);
        let fault = call(builder, "https://service.example/").await.unwrap_err();
        assert_refused(&fault, ErrorKind::Timeout, "proxy");
        assert_eq!(fault.timeout(), Some(TimeoutStage::Connect));
    }
}
