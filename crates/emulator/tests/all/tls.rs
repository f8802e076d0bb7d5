//! The service over HTTPS.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::sync::Arc;
use std::time::{Duration, Instant};

use common::get;
use common::socket::{self, LIMIT, exchange};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion, version};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use work_requests_emulator::{
    Breakdown, Emulator, Fault, FaultAnswer, ListenOptions, Server, StartError, demo,
};

async fn connect(
    server: &Server,
    ca: &str,
    name: &str,
    versions: &[&'static SupportedProtocolVersion],
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    let ca = CertificateDer::from_pem_slice(ca.as_bytes()).unwrap();
    roots.add(ca).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let stream = TcpStream::connect(server.address()).await.unwrap();
    let shaking = TlsConnector::from(Arc::new(config)).connect(name, stream);
    tokio::time::timeout(LIMIT, shaking).await.expect("in time")
}

const BOTH: &[&SupportedProtocolVersion] = &[&version::TLS12, &version::TLS13];

#[tokio::test]
async fn clients_that_trust_its_authority_are_answered_in_both_versions() {
    let emulator = Emulator::demo();
    let before = Instant::now();
    let options = ListenOptions::default().host("work.example:443").tls();
    let server = emulator.start(options).await.unwrap();
    let took = before.elapsed();
    assert!(took < Duration::from_secs(2), "{took:?}");
    assert!(server.endpoint().starts_with("https://127.0.0.1:"));
    let ca = server.ca_pem().unwrap();
    let text = socket::text(&emulator, &server, &get(demo::LAUNCH_INSTANCE)).await;
    for name in ["127.0.0.1", "localhost", "work.example"] {
        for versions in [&[&version::TLS12], &[&version::TLS13]] {
            let stream = connect(&server, ca, name, versions).await.unwrap();
            let arrived = exchange(stream, &text).await;
            assert_eq!(arrived.status(), 200, "{name}: {arrived:?}");
        }
    }
}

#[tokio::test]
async fn other_names_and_other_authorities_are_not_trusted() {
    let emulator = Emulator::demo();
    let server = emulator
        .start(ListenOptions::default().tls())
        .await
        .unwrap();
    let other = emulator
        .start(ListenOptions::default().tls())
        .await
        .unwrap();
    let ca = server.ca_pem().unwrap();
    assert!(
        connect(&server, ca, "elsewhere.example", BOTH)
            .await
            .is_err()
    );
    let other = other.ca_pem().unwrap();
    assert_ne!(ca, other, "each start has an authority of its own");
    assert!(connect(&server, other, "127.0.0.1", BOTH).await.is_err());
}

#[tokio::test]
async fn plain_http_is_not_answered_and_an_idle_caller_holds_nothing_up() {
    let emulator = Emulator::demo();
    let server = emulator
        .start(ListenOptions::default().tls())
        .await
        .unwrap();
    let text = socket::text(&emulator, &server, &get(demo::LAUNCH_INSTANCE)).await;
    let stream = TcpStream::connect(server.address()).await.unwrap();
    let arrived = exchange(stream, &text).await;
    assert!(!arrived.bytes.starts_with(b"HTTP"), "{arrived:?}");
    let _idle = TcpStream::connect(server.address()).await.unwrap();
    let before = Instant::now();
    server.shutdown().await;
    assert!(before.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn a_reset_passes_through_tls() {
    let emulator = Emulator::demo();
    let server = emulator
        .start(ListenOptions::default().tls())
        .await
        .unwrap();
    let torn = FaultAnswer::pass().breaks(Breakdown::ResetInBody);
    emulator.control().add_fault(Fault::new(torn)).unwrap();
    let text = socket::text(&emulator, &server, &get(demo::LAUNCH_INSTANCE)).await;
    let stream = connect(&server, server.ca_pem().unwrap(), "127.0.0.1", BOTH).await;
    let arrived = exchange(stream.unwrap(), &text).await;
    assert!(
        arrived.was_reset() && arrived.status() == 200,
        "{arrived:?}"
    );
}

#[tokio::test]
async fn a_host_that_no_certificate_can_name_is_refused() {
    let options = ListenOptions::default().host("not a host").tls();
    let error = Emulator::demo().start(options).await.unwrap_err();
    assert!(matches!(error, StartError::Certificate { .. }), "{error}");
}
