//! The public half of a key.

use std::fmt;

use pkcs1::{RsaPublicKeyRef, UintRef};
use pkcs8::SubjectPublicKeyInfoRef;
use pkcs8::der::asn1::BitStringRef;
use pkcs8::der::{Decode as _, Encode as _};

use super::{Fingerprint, KeyError, armour, rsa};
use crate::provider;

/// An RSA public key of 2048, 3072 or 4096 bits, to verify with.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey {
    modulus: Vec<u8>,
    exponent: Vec<u8>,
    spki: Vec<u8>,
}

impl PublicKey {
    /// Reads a PEM block `PUBLIC KEY` (SubjectPublicKeyInfo) or `RSA PUBLIC KEY` (PKCS#1).
    ///
    /// # Errors
    ///
    /// [`KeyError`] when there is no such block, or the key is not RSA within the same bounds as
    /// for [`PrivateKey`](crate::PrivateKey).
    pub fn from_pem(pem: &[u8]) -> Result<Self, KeyError> {
        let block = armour::find_public(pem)?;
        match block.label {
            "RSA PUBLIC KEY" => Self::from_pkcs1(&block.der),
            _ => {
                let info = SubjectPublicKeyInfoRef::from_der(&block.der)?;
                if info.algorithm.oid != pkcs1::ALGORITHM_OID {
                    return Err(KeyError::not_rsa(info.algorithm.oid));
                }
                let bits = info.subject_public_key.as_bytes().unwrap_or_default();
                Self::from_pkcs1(bits)
            }
        }
    }

    fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        let key = RsaPublicKeyRef::from_der(der)?;
        rsa::check_public(key.modulus.as_bytes(), key.public_exponent.as_bytes())?;
        Self::from_parts(key.modulus, key.public_exponent)
    }

    /// The numbers must have been checked.
    pub(super) fn from_parts(
        modulus: UintRef<'_>,
        exponent: UintRef<'_>,
    ) -> Result<Self, KeyError> {
        let pkcs1 = RsaPublicKeyRef {
            modulus,
            public_exponent: exponent,
        }
        .to_der()?;
        let spki = SubjectPublicKeyInfoRef {
            algorithm: pkcs1::ALGORITHM_ID,
            subject_public_key: BitStringRef::from_bytes(&pkcs1)?,
        }
        .to_der()?;
        Ok(Self {
            modulus: modulus.as_bytes().to_vec(),
            exponent: exponent.as_bytes().to_vec(),
            spki,
        })
    }

    /// The size of the modulus.
    pub fn bits(&self) -> usize {
        rsa::bit_length(&self.modulus)
    }

    /// The fingerprint by which the console lists the key.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.spki)
    }

    /// The DER form, a SubjectPublicKeyInfo.
    pub fn spki_der(&self) -> &[u8] {
        &self.spki
    }

    /// The PEM form, a block `PUBLIC KEY`: what the console takes when an API key is added.
    pub fn to_pem(&self) -> String {
        let config = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
        pem::encode_config(&pem::Pem::new("PUBLIC KEY", self.spki.as_slice()), config)
    }

    /// Whether `signature` is the one of `message`: RSASSA-PKCS1-v1_5 over SHA-256.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        provider::verify(&self.modulus, &self.exponent, message, signature)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublicKey")
            .field("bits", &self.bits())
            .field("fingerprint", &self.fingerprint().as_str())
            .finish()
    }
}
