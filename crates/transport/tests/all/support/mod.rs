//! A scripted server on a real socket, and certificates for it.
#![allow(dead_code, reason = "each test file uses its part")]

pub(crate) mod proxy;

use std::net::{Ipv4Addr, SocketAddr};
use std::ops::Range;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{
    ALL_VERSIONS, RootCertStore, ServerConfig, SupportedProtocolVersion, version,
};
use work_requests_transport::{Transport, TransportBuilder};

/// Long enough for a loaded machine, short enough for a test that waits for it.
pub(crate) const SHORT: Duration = Duration::from_millis(200);

/// What a server does after it has read a request's head.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Send(Vec<u8>),
    /// Says nothing until the client closes; then `Server::closed` is told.
    Hang,
    Close,
}

/// `200` with a length, on a connection that stays open.
pub(crate) fn ok(body: &str) -> Vec<Step> {
    vec![Step::Send(
        format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .into_bytes(),
    )]
}

pub(crate) fn send(text: &str) -> Step {
    Step::Send(text.as_bytes().to_vec())
}

trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

type Script = dyn Fn(&str) -> Vec<Step> + Send + Sync;

/// Listens on loopback and answers each request by the script, which is given the request's head.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    script: Box<Script>,
    acceptor: Option<TlsAcceptor>,
    handshake_delay: Duration,
    connections: AtomicUsize,
    heads: Mutex<Vec<String>>,
    closed: Notify,
}

impl Server {
    pub(crate) async fn plain(script: impl Fn(&str) -> Vec<Step> + Send + Sync + 'static) -> Self {
        Self::start(None, Duration::ZERO, script).await
    }

    pub(crate) async fn tls(
        acceptor: TlsAcceptor,
        script: impl Fn(&str) -> Vec<Step> + Send + Sync + 'static,
    ) -> Self {
        Self::start(Some(acceptor), Duration::ZERO, script).await
    }

    pub(crate) async fn start(
        acceptor: Option<TlsAcceptor>,
        handshake_delay: Duration,
        script: impl Fn(&str) -> Vec<Step> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            script: Box::new(script),
            acceptor,
            handshake_delay,
            connections: AtomicUsize::new(0),
            heads: Mutex::default(),
            closed: Notify::new(),
        });
        tokio::spawn(accept(listener, shared.clone()));
        Self { address, shared }
    }

    pub(crate) fn uri(&self, path: &str) -> String {
        let scheme = if self.shared.acceptor.is_some() {
            "https"
        } else {
            "http"
        };
        format!("{scheme}://{}{path}", self.address)
    }

    /// Connections that got as far as being served.
    pub(crate) fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    pub(crate) fn heads(&self) -> Vec<String> {
        self.shared.heads.lock().unwrap().clone()
    }

    /// Waits until the client has closed a connection that hangs.
    pub(crate) async fn closed(&self) {
        tokio::time::timeout(Duration::from_secs(10), self.shared.closed.notified())
            .await
            .expect("the client closes its connection");
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((tcp, _)) = listener.accept().await {
        tokio::spawn(greet(tcp, shared.clone()));
    }
}

async fn greet(tcp: TcpStream, shared: Arc<Shared>) {
    let mut wire: Pin<Box<dyn Wire>> = match &shared.acceptor {
        None => Box::pin(tcp),
        Some(acceptor) => {
            tokio::time::sleep(shared.handshake_delay).await;
            let Ok(tls) = acceptor.accept(tcp).await else {
                return;
            };
            Box::pin(tls)
        }
    };
    shared.connections.fetch_add(1, Ordering::SeqCst);
    while let Some(head) = read_head(&mut wire).await {
        let steps = (shared.script)(&head);
        shared.heads.lock().unwrap().push(head);
        for step in steps {
            match step {
                Step::Send(bytes) => {
                    if wire.write_all(&bytes).await.is_err() || wire.flush().await.is_err() {
                        return;
                    }
                }
                Step::Hang => {
                    while !matches!(wire.read(&mut [0; 64]).await, Ok(0) | Err(_)) {}
                    shared.closed.notify_one();
                    return;
                }
                Step::Close => {
                    let _ = wire.shutdown().await;
                    return;
                }
            }
        }
    }
}

/// The text up to the empty line; `None` at the end of the connection. Requests here have no body.
pub(crate) async fn read_head(wire: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(wire.read_u8().await.ok()?);
    }
    Some(String::from_utf8_lossy(&head).into_owned())
}

/// Authorities have names of their own, as real ones do.
static AUTHORITIES: AtomicUsize = AtomicUsize::new(0);

/// A private certificate authority.
pub(crate) struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        let serial = AUTHORITIES.fetch_add(1, Ordering::Relaxed);
        params
            .distinguished_name
            .push(DnType::CommonName, format!("Test Authority {serial}"));
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self {
            issuer: CertifiedIssuer::self_signed(params, key).unwrap(),
        }
    }

    pub(crate) fn pem(&self) -> String {
        self.issuer.pem()
    }

    /// A certificate for `names` and its key, both PEM.
    pub(crate) fn issue(&self, names: &[&str]) -> (String, String) {
        let (certificate, key) = self.certificate(names);
        (certificate.pem(), key.serialize_pem())
    }

    fn certificate(&self, names: &[&str]) -> (rcgen::Certificate, KeyPair) {
        self.certificate_with(names, |_| ())
    }

    fn certificate_with(
        &self,
        names: &[&str],
        change: impl FnOnce(&mut CertificateParams),
    ) -> (rcgen::Certificate, KeyPair) {
        let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(names).unwrap();
        change(&mut params);
        (params.signed_by(&key, &self.issuer).unwrap(), key)
    }

    /// Serves TLS as `names`.
    pub(crate) fn acceptor(&self, names: &[&str]) -> TlsAcceptor {
        acceptor(ALL_VERSIONS, None, self.certificate(names))
    }

    /// Serves TLS as `names`, to clients with a certificate of `clients` only.
    pub(crate) fn acceptor_for(&self, names: &[&str], clients: &Authority) -> TlsAcceptor {
        acceptor(ALL_VERSIONS, Some(clients), self.certificate(names))
    }

    /// Serves TLS 1.2 as `names`, to clients with a certificate of `clients` only.
    pub(crate) fn tls12_acceptor_for(&self, names: &[&str], clients: &Authority) -> TlsAcceptor {
        acceptor(&[&version::TLS12], Some(clients), self.certificate(names))
    }

    /// Serves TLS 1.2 only.
    pub(crate) fn tls12_acceptor(&self, names: &[&str]) -> TlsAcceptor {
        acceptor(&[&version::TLS12], None, self.certificate(names))
    }

    /// Serves TLS with a certificate that was good in the years given only.
    pub(crate) fn acceptor_in(&self, names: &[&str], years: Range<i32>) -> TlsAcceptor {
        let dated = self.certificate_with(names, |params| {
            params.not_before = date_time_ymd(years.start, 1, 1);
            params.not_after = date_time_ymd(years.end, 1, 1);
        });
        acceptor(ALL_VERSIONS, None, dated)
    }
}

fn acceptor(
    versions: &[&'static SupportedProtocolVersion],
    clients: Option<&Authority>,
    (certificate, key): (rcgen::Certificate, KeyPair),
) -> TlsAcceptor {
    let chain: Vec<CertificateDer<'static>> = vec![certificate.der().clone()];
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let provider = Arc::new(ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider.clone())
        .with_protocol_versions(versions)
        .unwrap();
    let builder = match clients {
        None => builder.with_no_client_auth(),
        Some(clients) => {
            let mut roots = RootCertStore::empty();
            roots.add(clients.issuer.der().clone()).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider);
            builder.with_client_cert_verifier(verifier.build().unwrap())
        }
    };
    let mut config = builder.with_single_cert(chain, key).unwrap();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    TlsAcceptor::from(Arc::new(config))
}

pub(crate) fn get(uri: impl AsRef<str>) -> Request<Bytes> {
    Request::get(uri.as_ref()).body(Bytes::new()).unwrap()
}

pub(crate) fn transport(settings: impl FnOnce(TransportBuilder) -> TransportBuilder) -> Transport {
    settings(Transport::builder()).build().unwrap()
}

/// A loopback port that nobody listens on.
pub(crate) async fn dead_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    listener.local_addr().unwrap().port()
}

/// Accepts connections and says `greeting` before it has heard anything.
pub(crate) async fn speaks_first(greeting: &'static [u8]) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((mut tcp, _)) = listener.accept().await {
            let _ = tcp.write_all(greeting).await;
            kept.push(tcp);
        }
    });
    address
}
