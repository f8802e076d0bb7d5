//! The signer for a key held in memory.

use crate::{
    CredentialId, KeyId, PrivateKey, SignError, Signed, Signer, SigningRequest, UnsignedRequest,
    provider,
};

/// Signs requests with a [`PrivateKey`] in the name of a [`KeyId`].
///
/// The key is parsed once; signing is one RSA operation and no waiting. What is added and what is
/// refused is said at [`UnsignedRequest::prepare`]. `Debug` shows neither key nor token.
#[derive(Debug, Clone)]
pub struct RequestSigner {
    key_id: KeyId,
    key: PrivateKey,
    credential: CredentialId,
}

impl RequestSigner {
    /// Makes a signer. That the fingerprint inside `key_id` is the key's own is not checked here;
    /// see [`PrivateKey::compare_fingerprint`].
    pub fn new(key_id: KeyId, key: PrivateKey) -> Self {
        let credential = credential_id(&key_id, &key);
        Self {
            key_id,
            key,
            credential,
        }
    }

    /// In whose name requests are signed.
    pub fn key_id(&self) -> &KeyId {
        &self.key_id
    }

    /// The same for equal key ids and keys, in every process.
    pub fn credential(&self) -> CredentialId {
        self.credential
    }

    /// Signs without a future, for callers that are not async.
    ///
    /// # Errors
    ///
    /// As [`UnsignedRequest::prepare`], and [`SignError::Signature`] should RSA fail.
    pub fn sign_now(&self, request: &SigningRequest<'_>) -> Result<Signed, SignError> {
        let unsigned = UnsignedRequest::prepare(request)?;
        let signature = self.key.sign(unsigned.signing_string().as_bytes())?;
        Ok(unsigned.into_signed(&self.key_id, &signature, self.credential))
    }
}

impl Signer for RequestSigner {
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        self.sign_now(&request)
    }
}

fn credential_id(key_id: &KeyId, key: &PrivateKey) -> CredentialId {
    let mut seed = zeroize::Zeroizing::new(key_id.as_str().as_bytes().to_vec());
    seed.push(0);
    seed.extend_from_slice(key.public_key().spki_der());
    let [a, b, c, d, e, f, g, h, ..] = provider::sha256(&seed);
    CredentialId::new(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
}
