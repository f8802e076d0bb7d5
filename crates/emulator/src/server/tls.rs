//! HTTPS, with a certificate made at the start by an authority made at the start.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use http::uri::Authority;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::plug::Plug;
use super::tls_fault::TlsFault;

/// How long a client may take to begin.
const HANDSHAKE_LIMIT: Duration = Duration::from_secs(10);

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A server's identity.
pub(super) struct Tls {
    pub(super) acceptor: TlsAcceptor,
    pub(super) ca_pem: String,
    pub(super) fault: Option<TlsFault>,
}

impl Tls {
    /// A new authority, and its certificate for the names in these `host` values.
    pub(super) fn new(hosts: &[String], fault: Option<TlsFault>) -> Result<Self, BoxError> {
        let authority = authority()?;
        let key = KeyPair::generate()?;
        let mut params = match fault {
            Some(TlsFault::WrongHost) => names(&["other.example".to_owned()])?,
            _ => names(hosts)?,
        };
        match fault {
            Some(TlsFault::Expired) => params.not_after = date_time_ymd(2001, 1, 1),
            Some(TlsFault::NotYetValid) => params.not_before = date_time_ymd(2120, 1, 1),
            _ => {}
        }
        let certificate = match fault {
            Some(TlsFault::SelfSigned) => params.self_signed(&key)?,
            _ => params.signed_by(&key, &authority)?,
        };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let versions: &[_] = match fault {
            Some(TlsFault::Only12) => &[&rustls::version::TLS12],
            _ => rustls::DEFAULT_VERSIONS,
        };
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(versions)?
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::try_from(key.serialize_der())?,
            )?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            acceptor: TlsAcceptor::from(Arc::new(config)),
            ca_pem: authority.pem(),
            fault,
        })
    }
}

/// Strict clients want to see what an authority's key is for, and which key signed.
fn authority() -> Result<CertifiedIssuer<'static, KeyPair>, BoxError> {
    let mut params = CertificateParams::new(Vec::new())?;
    let name = "work-requests emulator, for tests only";
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok(CertifiedIssuer::self_signed(params, KeyPair::generate()?)?)
}

fn names(hosts: &[String]) -> Result<CertificateParams, BoxError> {
    let mut names = hosts
        .iter()
        .map(|host| name(host))
        .collect::<Result<Vec<_>, _>>()?;
    names.sort_unstable();
    names.dedup();
    let mut params = CertificateParams::new(names)?;
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    Ok(params)
}

/// The name in a `host` value: without port, and without the brackets of an IPv6 address.
fn name(host: &str) -> Result<String, BoxError> {
    let authority: Authority = host
        .parse()
        .map_err(|_| format!("`{host}` is not a host"))?;
    let name = authority.host();
    let address = name
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'));
    Ok(address.unwrap_or(name).to_owned())
}

/// What a connection needs to begin.
pub(super) struct Handshake {
    pub(super) acceptor: TlsAcceptor,
    pub(super) fault: Option<TlsFault>,
    /// Ends when the server shuts down.
    pub(super) stopping: watch::Receiver<()>,
}

impl Handshake {
    pub(super) async fn shake(&self, mut plug: Plug) -> io::Result<TlsStream<Plug>> {
        let mut stopping = self.stopping.clone();
        if let Some(fault) = self.fault {
            let ended = tokio::select! {
                ended = fault.in_place_of_handshake(&mut plug) => ended,
                _ = stopping.changed() => None,
            };
            if let Some(error) = ended {
                return Err(error);
            }
        }
        tokio::select! {
            shaken = tokio::time::timeout(HANDSHAKE_LIMIT, self.acceptor.accept(plug)) => shaken?,
            _ = stopping.changed() => Err(io::Error::other("the server shuts down")),
        }
    }
}
