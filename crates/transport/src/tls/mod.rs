//! TLS as every call uses it: 1.2 and 1.3, `http/1.1`, whom to trust and who we are.

mod identity;
mod provider;
mod roots;

use std::fmt;
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::version::{TLS12, TLS13};
use tokio::sync::OnceCell;

pub(crate) use self::identity::IdentityPem;
pub use self::roots::Roots;
pub(crate) use self::roots::{Trust, certificates, certificates_in};

/// Why there is no TLS configuration.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TlsSetupError {
    #[error(
        "no certificate authority is trusted: give one with `root_certificates_pem`, or build \
         with feature `webpki-roots` or `platform-roots`"
    )]
    NoRoots,
    #[error(
        "the certificate authorities in SSL_CERT_FILE ({path}) cannot be read: correct the path, or unset it"
    )]
    RootsFile {
        path: String,
        #[source]
        cause: std::io::Error,
    },
    #[error(
        "SSL_CERT_FILE ({path}) holds no certificate: name a file of PEM certificates, or unset it"
    )]
    EmptyRootsFile { path: String },
    #[error("TLS cannot be set up")]
    Rustls(#[from] rustls::Error),
    #[error("loading the certificate authorities was given up, the runtime is shutting down")]
    GivenUp,
}

/// The TLS configuration, made at the first https request: a program that only ever talks plain
/// http to a local emulator never loads the roots.
pub(crate) struct LazyTls {
    settings: Arc<TlsSettings>,
    config: OnceCell<Arc<ClientConfig>>,
}

/// What the configuration is made from.
pub(crate) struct TlsSettings {
    pub(crate) trust: Trust,
    pub(crate) identity: Option<Arc<CertifiedKey>>,
}

impl fmt::Debug for LazyTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LazyTls")
            .field("trust", &self.settings.trust)
            .field("client_certificate", &self.settings.identity.is_some())
            .field("loaded", &self.config.initialized())
            .finish()
    }
}

impl LazyTls {
    pub(crate) fn new(settings: TlsSettings) -> Self {
        Self {
            settings: Arc::new(settings),
            config: OnceCell::new(),
        }
    }

    #[cfg(test)]
    pub(crate) fn is_loaded(&self) -> bool {
        self.config.initialized()
    }

    /// The configuration; a failure to make it is not kept, so that the next call tries again.
    pub(crate) async fn config(&self) -> Result<Arc<ClientConfig>, TlsSetupError> {
        self.config.get_or_try_init(|| self.load()).await.cloned()
    }

    /// Roots may come from files, so this happens where blocking is allowed.
    async fn load(&self) -> Result<Arc<ClientConfig>, TlsSetupError> {
        let settings = self.settings.clone();
        let loaded = tokio::task::spawn_blocking(move || settings.load()).await;
        loaded.map_err(|_| TlsSetupError::GivenUp)?
    }
}

impl TlsSettings {
    fn load(&self) -> Result<Arc<ClientConfig>, TlsSetupError> {
        let builder = ClientConfig::builder_with_provider(Arc::new(provider::provider()))
            .with_protocol_versions(&[&TLS13, &TLS12])?
            .with_root_certificates(self.trust.load()?);
        let mut config = match &self.identity {
            None => builder.with_no_client_auth(),
            Some(key) => {
                builder.with_client_cert_resolver(Arc::new(SingleCertAndKey::from(key.clone())))
            }
        };
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}
