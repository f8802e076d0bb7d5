//! The one file that knows the crypto provider: ring, or with feature `aws-lc-rs` that, whose
//! names are the same.
//!
//! Bounds on keys are checked before it is asked, so that they are the same for both.

#[cfg(feature = "aws-lc-rs")]
use aws_lc_rs as backend;
#[cfg(not(feature = "aws-lc-rs"))]
use ring as backend;

use backend::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use backend::rand::SystemRandom;
use backend::rsa::{KeyPairComponents, PublicKeyComponents};
use backend::signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair};
use pkcs1::RsaPrivateKeyRef;

/// For fingerprints of certificates only, where a service still wants that form.
pub(crate) fn sha1(bytes: &[u8]) -> [u8; 20] {
    let mut out = [0; 20];
    out.copy_from_slice(digest(&SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref());
    out
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(digest(&SHA256, bytes).as_ref());
    out
}

/// An RSA private key ready to sign.
pub(crate) struct SigningKey {
    pair: RsaKeyPair,
    signature_len: usize,
}

impl SigningKey {
    /// Takes the key over; on refusal, the provider's word for what is wrong.
    pub(crate) fn new(key: &RsaPrivateKeyRef<'_>) -> Result<Self, String> {
        let components = KeyPairComponents {
            public_key: PublicKeyComponents {
                n: key.modulus.as_bytes(),
                e: key.public_exponent.as_bytes(),
            },
            d: key.private_exponent.as_bytes(),
            p: key.prime1.as_bytes(),
            q: key.prime2.as_bytes(),
            dP: key.exponent1.as_bytes(),
            dQ: key.exponent2.as_bytes(),
            qInv: key.coefficient.as_bytes(),
        };
        let pair = RsaKeyPair::from_components(&components);
        Ok(Self {
            pair: pair.map_err(|rejected| rejected.to_string())?,
            signature_len: key.modulus.as_bytes().len(),
        })
    }

    /// RSASSA-PKCS1-v1_5 over SHA-256. The result is deterministic; randomness only blinds.
    /// It is written to the front of `room`.
    pub(crate) fn sign<'r>(&self, message: &[u8], room: &'r mut [u8]) -> Option<&'r [u8]> {
        let signature = room.get_mut(..self.signature_len)?;
        let random = SystemRandom::new();
        let made = self
            .pair
            .sign(&RSA_PKCS1_SHA256, &random, message, signature);
        made.is_ok().then_some(signature)
    }
}

/// Whether `signature` is the one of `message` under the key with this modulus and exponent.
pub(crate) fn verify(modulus: &[u8], exponent: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let key = PublicKeyComponents {
        n: modulus,
        e: exponent,
    };
    key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
        .is_ok()
}
