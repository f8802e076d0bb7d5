//! The private key of an API key or a session.

use std::fmt;
use std::sync::Arc;

use pkcs1::RsaPrivateKeyRef;
use pkcs8::PrivateKeyInfoRef;
use pkcs8::der::Decode as _;
use secrecy::SecretString;

use super::armour::{self, Block, Form};
use super::{Fingerprint, FingerprintMismatch, KeyError, PublicKey, rsa};
use crate::SignError;
use crate::provider::SigningKey;

/// An RSA private key, parsed and checked once; clones share it.
///
/// `Debug` shows its size and fingerprint. The bytes it was read from are wiped; the numbers live
/// on inside the crypto provider for as long as a clone does.
#[derive(Clone)]
pub struct PrivateKey(Arc<Inner>);

struct Inner {
    signing: SigningKey,
    public: PublicKey,
}

impl PrivateKey {
    /// Reads the first private key of a PEM text: PKCS#1 (`RSA PRIVATE KEY`) or PKCS#8
    /// (`PRIVATE KEY`), RSA of 2048, 3072 or 4096 bits with a public exponent from 65537.
    ///
    /// With the feature `encrypted-keys` (on by default) also their encrypted forms: PKCS#8 with
    /// PBES2 (`ENCRYPTED PRIVATE KEY`: PBKDF2 with SHA-1 or SHA-2, or scrypt; AES-CBC, AES-GCM or
    /// 3DES-CBC) and the legacy form of PEM (`DEK-Info`: AES-CBC or 3DES-CBC). Decrypting takes the
    /// time that the file asks for, milliseconds as a rule and seconds at most: in async code
    /// read keys before serving. The passphrase is used as UTF-8.
    ///
    /// Text around the key, other blocks before it, a byte order mark, CRLF and base64 on one line
    /// are all fine. A `passphrase` for a key that is not encrypted is ignored, because a profile
    /// may inherit one it does not need.
    ///
    #[doc = include_str!("../../docs/key-forms.md")]
    ///
    /// # Errors
    ///
    /// [`KeyError`], a variant for each thing that can be wrong.
    pub fn from_pem(pem: &[u8], passphrase: Option<&SecretString>) -> Result<Self, KeyError> {
        let block = armour::find_private(pem)?;
        match block.is_encrypted() {
            true => Self::from_encrypted(block, passphrase.ok_or(KeyError::PassphraseNeeded)?),
            false => Self::from_der(block.form(), &block.der),
        }
    }

    #[cfg(feature = "encrypted-keys")]
    fn from_encrypted(block: Block<'_>, passphrase: &SecretString) -> Result<Self, KeyError> {
        let form = block.form();
        let der = super::encrypted::decrypt(block, passphrase)?;
        Self::from_der(form, &der).map_err(|error| match error {
            // The padding was right by chance, what came out is not.
            KeyError::Malformed(_) => KeyError::WrongPassphrase,
            error => error,
        })
    }

    #[cfg(not(feature = "encrypted-keys"))]
    fn from_encrypted(_: Block<'_>, _: &SecretString) -> Result<Self, KeyError> {
        Err(KeyError::EncryptedKeysOff)
    }

    fn from_der(form: Form, der: &[u8]) -> Result<Self, KeyError> {
        match form {
            Form::Pkcs1 => Self::from_pkcs1(der),
            Form::Pkcs8 => Self::from_pkcs8(der),
        }
    }

    fn from_pkcs8(der: &[u8]) -> Result<Self, KeyError> {
        let info = PrivateKeyInfoRef::from_der(der)?;
        if info.algorithm.oid != pkcs1::ALGORITHM_OID {
            return Err(KeyError::not_rsa(info.algorithm.oid));
        }
        Self::from_pkcs1(info.private_key.as_bytes())
    }

    fn from_pkcs1(der: &[u8]) -> Result<Self, KeyError> {
        let key = RsaPrivateKeyRef::from_der(der)?;
        rsa::check_private(&key)?;
        Ok(Self(Arc::new(Inner {
            public: PublicKey::from_parts(key.modulus, key.public_exponent)?,
            signing: SigningKey::new(&key).map_err(|reason| KeyError::Inconsistent { reason })?,
        })))
    }

    /// The public half.
    pub fn public_key(&self) -> &PublicKey {
        &self.0.public
    }

    /// The fingerprint by which the console lists the key.
    pub fn fingerprint(&self) -> Fingerprint {
        self.0.public.fingerprint()
    }

    /// Compares a configured fingerprint, in either case, with the key's own.
    ///
    /// # Errors
    ///
    /// [`FingerprintMismatch`] with both values; treat it as a warning.
    pub fn compare_fingerprint(&self, configured: &str) -> Result<(), FingerprintMismatch> {
        FingerprintMismatch::check(configured, self.fingerprint())
    }

    /// RSASSA-PKCS1-v1_5 over SHA-256.
    ///
    /// # Errors
    ///
    /// [`SignError::Signature`] when the provider fails, which a key that was read does not cause.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let mut room = SignatureRoom::default();
        Ok(self.sign_in(message, &mut room)?.to_vec())
    }

    /// The same without an allocation of its own.
    pub(crate) fn sign_in<'r>(
        &self,
        message: &[u8],
        room: &'r mut SignatureRoom,
    ) -> Result<&'r [u8], SignError> {
        let signature = self.0.signing.sign(message, &mut room.0);
        signature.ok_or(SignError::Signature)
    }
}

/// Room for the signature of the largest key.
pub(crate) struct SignatureRoom([u8; rsa::MAX_BITS / 8]);

impl Default for SignatureRoom {
    fn default() -> Self {
        Self([0; rsa::MAX_BITS / 8])
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateKey")
            .field("bits", &self.0.public.bits())
            .field("fingerprint", &self.fingerprint().as_str())
            .finish_non_exhaustive()
    }
}
