//! How far a call had come when it failed, and what can be told before any socket.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]
#![allow(dead_code, reason = "other tests use more of the support")]

use crate::support;

use http::Uri;
use support::{Authority, SHORT, Server, dead_port, get, ok, send};
use tokio::net::TcpListener;
use tower::ServiceExt;
use work_requests_transport::{Route, Stage, Transport, TransportBuilder, TransportError};

/// One that trusts somebody, whatever roots are compiled in; `SSL_CERT_FILE` still counts.
fn transport(settings: impl FnOnce(TransportBuilder) -> TransportBuilder) -> Transport {
    support::transport(|builder| settings(builder.root_certificates_pem(Authority::new().pem())))
}

async fn stage(transport: Transport, uri: &str) -> Stage {
    transport.oneshot(get(uri)).await.unwrap_err().stage()
}

async fn checked(transport: Transport, uri: &str) -> Result<Route, TransportError> {
    transport.check(&uri.parse::<Uri>().unwrap()).await
}

#[tokio::test]
async fn each_fault_knows_its_stage() {
    let dead = dead_port().await;
    let plain = || transport(|builder| builder);
    let untrusted = Server::tls(Authority::new().acceptor(&["localhost"]), |_| ok("")).await;
    let broken = Server::plain(|_| vec![send("220 mail\r\n")]).await;
    let proxied = transport(|builder| builder.proxy(format!("http://127.0.0.1:{dead}")));
    let untrusted = format!("https://localhost:{}/", untrusted.address.port());
    for (expected, found) in [
        (Stage::Request, stage(plain(), "http://192.0.2.1/").await),
        (Stage::Proxy, stage(proxied, "https://name.invalid/").await),
        (
            Stage::Resolve,
            stage(plain(), "https://name.invalid/").await,
        ),
        (
            Stage::Connect,
            stage(plain(), &format!("https://127.0.0.1:{dead}/")).await,
        ),
        (Stage::Tls, stage(plain(), &untrusted).await),
        (Stage::Exchange, stage(plain(), &broken.uri("/")).await),
    ] {
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn a_timeout_knows_what_took_so_long() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = silent.local_addr().unwrap();
    let hurried = || transport(|builder| builder.connect_timeout(SHORT));
    assert_eq!(
        stage(hurried(), &format!("https://{place}/")).await,
        Stage::Tls
    );
    let proxied = transport(|builder| {
        let builder = builder.connect_timeout(SHORT);
        builder.proxy(format!("http://{place}"))
    });
    assert_eq!(stage(proxied, "https://name.invalid/").await, Stage::Proxy);
}

#[tokio::test]
async fn the_way_is_told_without_opening_a_socket() {
    let uri = "https://name.invalid/";
    let direct = checked(transport(|builder| builder), uri).await;
    assert_eq!(direct.unwrap(), Route::Direct);
    let through = |url: &str| transport(|builder| builder.proxy(url));
    for (given, told, by_proxy) in [
        ("http://me:secret@p.invalid:81", "http://p.invalid:81", true),
        (
            "socks5://me:secret@p.invalid",
            "socks5://p.invalid:1080",
            false,
        ),
        ("socks5h://p.invalid:82", "socks5h://p.invalid:82", true),
    ] {
        let route = checked(through(given), uri).await.unwrap();
        let (url, resolves) = (told.to_owned(), by_proxy);
        assert_eq!(route, Route::Proxy { url, resolves });
    }
    let local = checked(through("http://p.invalid"), "http://127.0.0.1:9/").await;
    assert_eq!(
        local.unwrap(),
        Route::Direct,
        "this machine is never proxied"
    );
}

#[tokio::test]
async fn what_no_call_can_get_past_is_told_without_opening_a_socket() {
    let environment = |name: &'static str, value: &'static str| {
        transport(|builder| builder.environment(move |n| (n == name).then(|| value.to_owned())))
    };
    for (transport, uri, expected) in [
        (transport(|b| b), "http://name.invalid/", Stage::Request),
        (
            environment("HTTPS_PROXY", "://"),
            "https://name.invalid/",
            Stage::Proxy,
        ),
        (
            environment("SSL_CERT_FILE", "/nowhere"),
            "https://name.invalid/",
            Stage::Tls,
        ),
    ] {
        let fault = checked(transport, uri).await.unwrap_err();
        assert_eq!(fault.stage(), expected, "{fault}");
    }
}
