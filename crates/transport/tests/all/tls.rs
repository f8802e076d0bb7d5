//! `Transport` over real TLS on loopback, with a private certificate authority.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use crate::support;

use std::time::Duration;

use bytes::Bytes;
use http::Response;
use support::{Authority, SHORT, Server, get, ok};
use tokio::net::TcpListener;
use tower::ServiceExt;
use work_requests_transport::{
    BuildError, Collect, Delivery, ErrorKind, Roots, TimeoutStage, Transport, TransportBuilder,
    TransportError,
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
    let fault = call(stranger, server.uri("/")).await.unwrap_err();
    assert_tls(&fault, "root_certificates_pem");
    let cause = std::error::Error::source(&fault).unwrap();
    assert!(cause.is::<tokio_rustls::rustls::Error>(), "{cause}");

    let fault = call(Transport::new().unwrap(), server.uri("/"))
        .await
        .unwrap_err();
    assert_tls(&fault, "root_certificates_pem");
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
async fn a_certificate_out_of_its_time_is_not_accepted() {
    let authority = Authority::new();
    let transport = trusting(&authority).build().unwrap();
    for (years, hint) in [
        (2001..2002, "has expired"),
        (2900..2901, "is not valid yet"),
    ] {
        let acceptor = authority.acceptor_in(&["127.0.0.1"], years);
        let server = Server::tls(acceptor, |_| ok("never")).await;
        let fault = call(transport.clone(), server.uri("/")).await.unwrap_err();
        assert_tls(&fault, hint);
        assert!(fault.to_string().contains("clock"), "{fault}");
    }
}

#[tokio::test]
async fn tls_1_2_is_spoken_too() {
    let (authority, clients) = (Authority::new(), Authority::new());
    let server = Server::tls(authority.tls12_acceptor(&["127.0.0.1"]), |_| ok("old"));
    let transport = trusting(&authority).build().unwrap();
    let answer = call(transport, server.await.uri("/")).await.unwrap();
    assert_eq!(answer.body(), "old");

    let acceptor = authority.tls12_acceptor_for(&["127.0.0.1"], &clients);
    let server = Server::tls(acceptor, |_| ok("known")).await;
    let (certificate, key) = clients.issue(&["client"]);
    let known = trusting(&authority).client_certificate_pem(certificate, key.into_bytes());
    let answer = call(known.build().unwrap(), server.uri("/")).await.unwrap();
    assert_eq!(answer.body(), "known");
}

#[tokio::test]
async fn a_peer_that_only_knows_older_tls_is_named() {
    // The alert `protocol_version`, which such a peer sends.
    let server = support::speaks_first(&[21, 3, 2, 0, 2, 2, 70]).await;
    let transport = trusting(&Authority::new()).build().unwrap();
    let fault = call(transport, format!("https://{server}/"))
        .await
        .unwrap_err();
    assert_tls(&fault, "TLS 1.2 or 1.3");
}

#[tokio::test]
async fn a_plain_server_is_not_taken_for_tls() {
    let server = support::speaks_first(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    let transport = trusting(&Authority::new()).build().unwrap();
    let fault = call(transport, format!("https://{server}/"))
        .await
        .unwrap_err();
    assert_tls(&fault, "does not speak TLS");
}

#[tokio::test]
async fn a_handshake_that_never_answers_is_a_connect_timeout() {
    // The system accepts the connection; nobody ever reads from it.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("https://{}/", silent.local_addr().unwrap());
    let builder = trusting(&Authority::new()).connect_timeout(SHORT);
    let fault = call(builder.build().unwrap(), uri).await.unwrap_err();
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

#[tokio::test]
async fn a_client_certificate_opens_the_door() {
    let (authority, clients) = (Authority::new(), Authority::new());
    let acceptor = authority.acceptor_for(&["127.0.0.1"], &clients);
    let server = Server::tls(acceptor, |_| ok("welcome")).await;
    let (certificate, key) = clients.issue(&["client"]);
    let known = trusting(&authority).client_certificate_pem(certificate, key.into_bytes());
    let answer = call(known.build().unwrap(), server.uri("/")).await.unwrap();
    assert_eq!(answer.body(), "welcome");
}

#[tokio::test]
async fn without_a_client_certificate_the_refusal_says_so() {
    let (authority, clients) = (Authority::new(), Authority::new());
    let acceptor = authority.acceptor_for(&["127.0.0.1"], &clients);
    let server = Server::tls(acceptor, |_| ok("never")).await;
    let (certificate, key) = Authority::new().issue(&["client"]);
    let nobody = trusting(&authority);
    let stranger = trusting(&authority).client_certificate_pem(certificate, key.into_bytes());
    for builder in [nobody, stranger] {
        let fault = call(builder.build().unwrap(), server.uri("/"))
            .await
            .unwrap_err();
        // TLS 1.3 ends our side of the handshake before the server has looked at the certificate.
        assert_ne!(fault.delivery(), Delivery::Answered);
        assert_eq!(fault.kind(), ErrorKind::Tls, "{fault}");
        assert!(fault.to_string().contains("client certificate"), "{fault}");
    }
    assert!(server.heads().is_empty());
}

#[test]
fn unusable_client_certificates_are_refused_when_building() {
    let (certificate, key) = Authority::new().issue(&["client"]);
    let (_, other_key) = Authority::new().issue(&["client"]);
    let build = |certificate: &str, key: &str| {
        let builder = Transport::builder();
        builder
            .client_certificate_pem(certificate, key.as_bytes().to_vec())
            .build()
    };
    assert!(build(&certificate, &key).is_ok());
    assert!(matches!(
        build(&key, &key),
        Err(BuildError::ClientCertificate(_))
    ));
    assert!(matches!(
        build(&certificate, &certificate),
        Err(BuildError::ClientKey(_))
    ));
    assert!(matches!(
        build(&certificate, &other_key),
        Err(BuildError::ClientKey(_))
    ));
    let encrypted =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    assert!(matches!(
        build(&certificate, encrypted),
        Err(BuildError::EncryptedClientKey)
    ));
}

#[test]
fn a_private_key_is_not_shown() {
    let (certificate, key) = Authority::new().issue(&["client"]);
    let secret: Vec<_> = key.lines().nth(1).unwrap().bytes().collect();
    let builder = Transport::builder().client_certificate_pem(certificate, key.into_bytes());
    let shown = format!("{builder:?} {:?}", builder.clone().build().unwrap());
    assert!(!shown.contains(std::str::from_utf8(&secret).unwrap()));
    assert!(!shown.contains(&format!("{secret:?}")[1..]));
}

/// A CA file and the environment that names it.
fn ca_file(
    text: &str,
) -> (
    tempfile::NamedTempFile,
    impl Fn(&str) -> Option<String> + use<>,
) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let path = file.path().to_str().unwrap().to_owned();
    (file, move |name: &str| {
        (name == "SSL_CERT_FILE").then(|| path.clone())
    })
}

#[tokio::test]
async fn ssl_cert_file_names_the_trusted_authorities() {
    let authority = Authority::new();
    let server = Server::tls(authority.acceptor(&["127.0.0.1"]), |_| ok("safe")).await;
    let (_file, environment) = ca_file(&authority.pem());
    let transport = Transport::builder()
        .environment(&environment)
        .build()
        .unwrap();
    assert_eq!(
        call(transport, server.uri("/")).await.unwrap().body(),
        "safe"
    );

    let chosen = Transport::builder()
        .environment(&environment)
        .roots(Roots::Given);
    let fault = call(chosen.build().unwrap(), server.uri("/"))
        .await
        .unwrap_err();
    assert_tls(&fault, "no certificate authority is trusted");
}

#[tokio::test]
async fn a_ca_file_is_trusted_too() {
    let authority = Authority::new();
    let server = Server::tls(authority.acceptor(&["127.0.0.1"]), |_| ok("safe")).await;
    let (file, _) = ca_file(&authority.pem());
    let builder = Transport::builder().root_certificates_file(file.path());
    let answer = call(builder.build().unwrap(), server.uri("/")).await;
    assert_eq!(answer.unwrap().body(), "safe");

    let (empty, _) = ca_file("no certificate");
    for path in [empty.path(), std::path::Path::new("/no/such/file")] {
        let fault = Transport::builder().root_certificates_file(path).build();
        let fault = fault.unwrap_err();
        assert!(matches!(fault, BuildError::RootCertificatesFile { .. }));
        assert!(
            fault.to_string().contains(path.to_str().unwrap()),
            "{fault}"
        );
    }
}

#[tokio::test]
async fn a_bad_ssl_cert_file_fails_https_only() {
    let plain = Server::plain(|_| ok("plain")).await;
    let missing = |name: &str| (name == "SSL_CERT_FILE").then(|| "/no/such/file".to_owned());
    let transport = Transport::builder().environment(missing).build().unwrap();
    assert_eq!(
        call(transport.clone(), plain.uri("/"))
            .await
            .unwrap()
            .body(),
        "plain"
    );
    let fault = call(transport, "https://127.0.0.1:9/".to_owned())
        .await
        .unwrap_err();
    assert_tls(&fault, "SSL_CERT_FILE (/no/such/file) cannot be read");

    let (_file, environment) = ca_file("no certificate");
    let transport = Transport::builder()
        .environment(environment)
        .build()
        .unwrap();
    let fault = call(transport, "https://127.0.0.1:9/".to_owned())
        .await
        .unwrap_err();
    assert_tls(&fault, "holds no certificate");
}

#[cfg(feature = "platform-roots")]
#[tokio::test]
async fn given_authorities_are_trusted_beside_the_platforms() {
    let authority = Authority::new();
    let server = Server::tls(authority.acceptor(&["127.0.0.1"]), |_| ok("safe")).await;
    let transport = trusting(&authority).roots(Roots::Platform).build().unwrap();
    assert_eq!(
        call(transport, server.uri("/")).await.unwrap().body(),
        "safe"
    );
}
