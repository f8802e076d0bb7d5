//! The signer for a key held in memory.

use std::sync::Arc;

use crate::key::SignatureRoom;
use crate::recent::Recent;
use crate::{
    CredentialId, KeyId, PrivateKey, SignError, Signed, Signer, SigningRequest, UnsignedRequest,
    provider,
};

/// Signs requests with a [`PrivateKey`] in the name of a [`KeyId`].
///
/// The key is parsed once; signing is one RSA operation, here or, with a
/// [`pool`](SigningRequest::pool), on a thread that helps. A request that is the same in all that is
/// signed, the second in its date included, gets the signature made before: the last 64 of GET,
/// HEAD and DELETE are kept, unless they carry a delegation token. What is added and what is refused
/// is said at [`UnsignedRequest::prepare`]. Clones share all. `Debug` shows neither key nor token.
#[derive(Debug, Clone)]
pub struct RequestSigner {
    key_id: KeyId,
    key: PrivateKey,
    credential: CredentialId,
    recent: Arc<Recent>,
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
            recent: Arc::default(),
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
        match self.prepare(request)? {
            Prepared::Signed(signed) => Ok(signed),
            Prepared::Unsigned(unsigned) => {
                let mut room = SignatureRoom::default();
                let text = unsigned.signing_string().as_bytes();
                let signature = self.key.sign_in(text, &mut room)?;
                Ok(self.conclude(unsigned, signature))
            }
        }
    }

    fn prepare(&self, request: &SigningRequest<'_>) -> Result<Prepared, SignError> {
        let unsigned = UnsignedRequest::prepare(request)?;
        Ok(match self.recent.find(&unsigned) {
            Some(known) => Prepared::Signed(unsigned.with_authorization(known, self.credential)),
            None => Prepared::Unsigned(unsigned),
        })
    }

    fn conclude(&self, mut unsigned: UnsignedRequest, signature: &[u8]) -> Signed {
        let authorization = unsigned.authorization(&self.key_id, signature);
        self.recent.keep(&mut unsigned, &authorization);
        unsigned.with_authorization(authorization, self.credential)
    }
}

/// A request on its way to a signature.
enum Prepared {
    Signed(Signed),
    Unsigned(UnsignedRequest),
}

impl Signer for RequestSigner {
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        let Some(pool) = request.pool.filter(|pool| pool.is_shared()) else {
            return self.sign_now(&request);
        };
        match self.prepare(&request)? {
            Prepared::Signed(signed) => Ok(signed),
            Prepared::Unsigned(unsigned) => {
                let signature = pool.sign(&self.key, unsigned.signing_string()).await?;
                Ok(self.conclude(unsigned, &signature))
            }
        }
    }
}

fn credential_id(key_id: &KeyId, key: &PrivateKey) -> CredentialId {
    let mut seed = zeroize::Zeroizing::new(key_id.as_str().as_bytes().to_vec());
    seed.push(0);
    seed.extend_from_slice(key.public_key().spki_der());
    let [a, b, c, d, e, f, g, h, ..] = provider::sha256(&seed);
    CredentialId::new(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
}
