//! The certificate by which a server knows us.

use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use secrecy::{ExposeSecret, SecretSlice};

use super::provider::provider;
use crate::error::{BoxError, BuildError};

/// A certificate chain and its private key as they were given.
#[derive(Clone, Debug)]
pub(crate) struct IdentityPem {
    pub(crate) chain: Vec<u8>,
    pub(crate) key: SecretSlice<u8>,
}

impl IdentityPem {
    /// Parses both, and makes sure that they belong together.
    pub(crate) fn parse(&self) -> Result<Arc<CertifiedKey>, BuildError> {
        let chain = CertificateDer::pem_slice_iter(&self.chain)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|cause| BuildError::ClientCertificate(cause.into()))?;
        if chain.is_empty() {
            let cause = BoxError::from("no `BEGIN CERTIFICATE` block");
            return Err(BuildError::ClientCertificate(cause));
        }
        let key = self.key.expose_secret();
        if is_encrypted(key) {
            return Err(BuildError::EncryptedClientKey);
        }
        let key = PrivateKeyDer::from_pem_slice(key)
            .map_err(|cause| BuildError::ClientKey(cause.into()))?;
        CertifiedKey::from_der(chain, key, &provider())
            .map(Arc::new)
            .map_err(|cause| BuildError::ClientKey(cause.into()))
    }
}

/// PKCS#8 says so in its armour, the older form in a header.
fn is_encrypted(pem: &[u8]) -> bool {
    let says = |text: &[u8]| pem.windows(text.len()).any(|part| part == text);
    says(b"BEGIN ENCRYPTED PRIVATE KEY") || says(b"Proc-Type: 4,ENCRYPTED")
}
