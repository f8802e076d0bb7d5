//! TLS as every call uses it: 1.2 and 1.3, ring, `http/1.1`, and the certificates trusted.

use std::fmt;
use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, RootCertStore};
use tokio::sync::OnceCell;

use crate::error::{BoxError, BuildError};

/// The TLS configuration, made at the first https request: a program that only ever talks plain
/// http to a local emulator never loads the roots.
pub(crate) struct LazyTls {
    extra_roots: Vec<CertificateDer<'static>>,
    config: OnceCell<Arc<ClientConfig>>,
}

impl fmt::Debug for LazyTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LazyTls")
            .field("extra_roots", &self.extra_roots.len())
            .field("loaded", &self.config.initialized())
            .finish()
    }
}

impl LazyTls {
    pub(crate) fn new(extra_roots: Vec<CertificateDer<'static>>) -> Self {
        Self {
            extra_roots,
            config: OnceCell::new(),
        }
    }

    /// The configuration; a failure to make it is not kept, so that the next call tries again.
    pub(crate) async fn config(&self) -> Result<Arc<ClientConfig>, BoxError> {
        self.config
            .get_or_try_init(|| async { self.load() })
            .await
            .cloned()
    }

    fn load(&self) -> Result<Arc<ClientConfig>, BoxError> {
        let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[&TLS13, &TLS12])?
            .with_root_certificates(self.roots()?)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }

    fn roots(&self) -> Result<RootCertStore, BoxError> {
        let mut roots = RootCertStore::empty();
        #[cfg(feature = "webpki-roots")]
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        for certificate in &self.extra_roots {
            roots.add(certificate.clone())?;
        }
        if roots.is_empty() {
            return Err("no certificate authority is trusted: give one with \
                        `root_certificates_pem`, or build with feature `webpki-roots`"
                .into());
        }
        Ok(roots)
    }
}

/// The certificates in a PEM text; at least one.
pub(crate) fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, BuildError> {
    let found = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|cause| BuildError::RootCertificates(cause.into()))?;
    if found.is_empty() {
        return Err(BuildError::NoRootCertificates);
    }
    let mut trial = RootCertStore::empty();
    for certificate in &found {
        trial
            .add(certificate.clone())
            .map_err(|cause| BuildError::RootCertificates(cause.into()))?;
    }
    Ok(found)
}
