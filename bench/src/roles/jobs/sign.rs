//! The floor under every signed call.

use std::hint::black_box;

use work_requests_signing::{KeyId, PrivateKey, RequestSigner};

use crate::roles::Failure;

const KEY: &[u8] = include_bytes!("../../../../crates/signing/tests/keys/test-only-2048.pem");

/// What a call signs, about as long as a real one.
const TEXT: &str = "date: Thu, 01 Jan 2026 00:00:00 GMT\n\
    (request-target): get /20160918/workRequests/ocid1.coreservicesworkrequest.oc1.iad.\
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n\
    host: iaas.us-ashburn-1.oraclecloud.com";

pub(super) fn signer() -> Result<RequestSigner, Failure> {
    let key = PrivateKey::from_pem(KEY, None)?;
    let key_id = KeyId::api_key(
        "ocid1.tenancy.oc1..aaaaaaaaexampleexampleexampleexampleexampleexampleexample",
        "ocid1.user.oc1..aaaaaaaaexampleexampleexampleexampleexampleexampleexample",
        key.fingerprint(),
    )?;
    Ok(RequestSigner::new(key_id, key))
}

/// The RSA operation of the provider this was built with: 2048 bits, PKCS#1 v1.5, SHA-256.
#[derive(Debug, Clone)]
pub(super) struct Key(PrivateKey);

impl Key {
    pub(super) fn new() -> Result<Self, Failure> {
        Ok(Self(PrivateKey::from_pem(KEY, None)?))
    }

    pub(super) fn sign(&self, times: usize) -> Result<(), Failure> {
        for _ in 0..times {
            black_box(self.0.sign(black_box(TEXT.as_bytes()))?);
        }
        Ok(())
    }
}
