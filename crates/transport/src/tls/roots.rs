//! The certificate authorities that are trusted.

use std::path::Path;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::TlsSetupError;
use crate::error::BuildError;

/// Which certificate authorities are trusted, apart from those given one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Roots {
    /// Those of Mozilla's programme, compiled in.
    #[cfg(feature = "webpki-roots")]
    Bundled,
    /// Those of the operating system, read when first needed. On Unix the process's
    /// `SSL_CERT_FILE` and `SSL_CERT_DIR` say where they are.
    #[cfg(feature = "platform-roots")]
    Platform,
    /// None: only those given.
    Given,
}

impl Default for Roots {
    /// The bundled ones; without feature `webpki-roots` the platform's, and without that none.
    fn default() -> Self {
        #[cfg(feature = "webpki-roots")]
        return Self::Bundled;
        #[cfg(all(feature = "platform-roots", not(feature = "webpki-roots")))]
        return Self::Platform;
        #[cfg(not(any(feature = "platform-roots", feature = "webpki-roots")))]
        return Self::Given;
    }
}

/// Everything that decides who is trusted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trust {
    /// Chosen in code; beats the file.
    pub(crate) chosen: Option<Roots>,
    /// `SSL_CERT_FILE`, which takes the place of the default roots.
    pub(crate) file: Option<String>,
    /// Trusted beside the others.
    pub(crate) extra: Vec<CertificateDer<'static>>,
}

impl Trust {
    pub(super) fn load(&self) -> Result<RootCertStore, TlsSetupError> {
        let mut store = RootCertStore::empty();
        match (self.chosen, &self.file) {
            (None, Some(path)) => add_file(&mut store, path)?,
            (chosen, _) => add_roots(&mut store, chosen.unwrap_or_default()),
        }
        for certificate in &self.extra {
            store.add(certificate.clone())?;
        }
        if store.is_empty() {
            return Err(TlsSetupError::NoRoots);
        }
        Ok(store)
    }
}

#[cfg_attr(
    not(any(feature = "platform-roots", feature = "webpki-roots")),
    expect(unused_variables, reason = "nothing to add from")
)]
fn add_roots(store: &mut RootCertStore, roots: Roots) {
    match roots {
        #[cfg(feature = "webpki-roots")]
        Roots::Bundled => store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        // A store in use has odd certificates; what cannot be read is not trusted.
        #[cfg(feature = "platform-roots")]
        Roots::Platform => {
            store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
        Roots::Given => {}
    }
}

fn add_file(store: &mut RootCertStore, path: &str) -> Result<(), TlsSetupError> {
    let pem = std::fs::read(path).map_err(|cause| TlsSetupError::RootsFile {
        path: path.to_owned(),
        cause,
    })?;
    let certificates = CertificateDer::pem_slice_iter(&pem).filter_map(Result::ok);
    let (added, _) = store.add_parsable_certificates(certificates);
    if added == 0 {
        return Err(TlsSetupError::EmptyRootsFile {
            path: path.to_owned(),
        });
    }
    Ok(())
}

/// The authorities in a PEM text; at least one, all of them usable.
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

/// The same for a file.
pub(crate) fn certificates_in(path: &Path) -> Result<Vec<CertificateDer<'static>>, BuildError> {
    let unusable = |cause| BuildError::RootCertificatesFile {
        path: path.to_owned(),
        cause,
    };
    let pem = std::fs::read(path).map_err(|cause| unusable(cause.into()))?;
    certificates(&pem).map_err(|cause| unusable(cause.into()))
}
