//! What a certificate says of who holds it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use work_requests_signing::PublicKey;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use crate::AuthError;

/// What the names of tenancies follow in a subject.
const TENANCIES: [&str; 2] = ["opc-tenant:", "opc-identity:"];

/// A certificate in its DER form.
#[derive(Debug, Clone)]
pub(crate) struct Certificate(Vec<u8>);

impl Certificate {
    /// The first certificate of a PEM text.
    pub(crate) fn from_pem(text: &[u8]) -> Result<Self, AuthError> {
        let blocks = pem::parse_many(text).map_err(|_| damaged("it is not pem text"))?;
        let block = blocks
            .into_iter()
            .find(|block| block.tag() == "CERTIFICATE");
        let block = block.ok_or_else(|| damaged("there is none in the pem text"))?;
        Ok(Self(block.into_contents()))
    }

    pub(crate) fn der(&self) -> &[u8] {
        &self.0
    }

    /// As the federation endpoint wants it: base64 on one line.
    pub(crate) fn stripped(&self) -> String {
        BASE64.encode(&self.0)
    }

    /// Whether it is the certificate of this key.
    pub(crate) fn is_of(&self, key: &PublicKey) -> Result<bool, AuthError> {
        Ok(self.parsed()?.public_key().raw == key.spki_der())
    }

    /// The tenancy that the subject names.
    pub(crate) fn tenancy(&self) -> Result<String, AuthError> {
        let certificate = self.parsed()?;
        let values = certificate.subject().iter_attributes();
        let texts = values.filter_map(|value| value.as_str().ok());
        let tenancy = |text: &str| {
            let found = TENANCIES
                .iter()
                .find_map(|prefix| text.strip_prefix(prefix))?;
            Some(found.to_owned()).filter(|tenancy| !tenancy.is_empty())
        };
        let mut tenancies = texts.filter_map(tenancy);
        tenancies
            .next()
            .ok_or_else(|| damaged("it names no tenancy"))
    }

    fn parsed(&self) -> Result<X509Certificate<'_>, AuthError> {
        match X509Certificate::from_der(&self.0) {
            Ok((_, certificate)) => Ok(certificate),
            Err(_) => Err(damaged("it cannot be read")),
        }
    }
}

fn damaged(reason: &'static str) -> AuthError {
    AuthError::Certificate { reason }
}
