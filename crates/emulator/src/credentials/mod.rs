//! In whose name the emulator may be called.

#[cfg(feature = "write-config")]
mod fresh;

use std::error::Error;
use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use work_requests_signing::{KeyId, PrivateKey, PublicKey, RequestSigner};

use crate::demo;

const TEST_KEY: &str = include_str!("test_key.pem");

/// An API key that the emulator knows, with all that a client's configuration needs.
///
/// The one that every emulator has is public and worthless; its parts are visibly made up.
/// `Debug` hides the private key all the same.
#[derive(Clone)]
pub struct Credentials {
    tenancy: String,
    user: String,
    region: String,
    fingerprint: String,
    key_id: KeyId,
    private_key_pem: SecretString,
    private_key: PrivateKey,
}

impl Credentials {
    /// The embedded ones.
    #[allow(clippy::expect_used, reason = "constants, which every test reads")]
    pub(crate) fn embedded() -> Self {
        Self::of_demo_user(TEST_KEY).expect("the test key is a key, and the demo user plain text")
    }

    /// The demo user with this key.
    fn of_demo_user(pem: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let key = PrivateKey::from_pem(pem.as_bytes(), None)?;
        let fingerprint = key.fingerprint().to_string();
        Ok(Self {
            tenancy: demo::TENANCY.to_owned(),
            user: demo::USER.to_owned(),
            region: demo::REGION.to_owned(),
            key_id: KeyId::api_key(demo::TENANCY, demo::USER, &fingerprint)?,
            fingerprint,
            private_key_pem: pem.into(),
            private_key: key,
        })
    }

    /// OCID of the tenancy.
    pub fn tenancy(&self) -> &str {
        &self.tenancy
    }

    /// OCID of the user.
    pub fn user(&self) -> &str {
        &self.user
    }

    /// Identifier of the region.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// Fingerprint of the key.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The key id that signatures carry: tenancy, user and fingerprint.
    pub fn key_id(&self) -> &KeyId {
        &self.key_id
    }

    /// The private key as an unencrypted PEM block. The embedded one is public: let nothing real
    /// trust it.
    pub fn private_key_pem(&self) -> &str {
        self.private_key_pem.expose_secret()
    }

    /// The entries of a client's configuration, by their names in `~/.oci/config`; the key is
    /// `key_content`.
    pub fn pairs(&self) -> [(&'static str, String); 5] {
        [
            ("user", self.user.clone()),
            ("tenancy", self.tenancy.clone()),
            ("fingerprint", self.fingerprint.clone()),
            ("region", self.region.clone()),
            ("key_content", self.private_key_pem().to_owned()),
        ]
    }

    /// A signer that the emulator accepts.
    pub fn signer(&self) -> RequestSigner {
        RequestSigner::new(self.key_id.clone(), self.private_key.clone())
    }

    /// A signature of these bytes; `None` should RSA fail.
    pub(crate) fn sign(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        self.private_key.sign(bytes).ok()
    }

    pub(crate) fn public_key(&self) -> &PublicKey {
        self.private_key.public_key()
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("tenancy", &self.tenancy)
            .field("user", &self.user)
            .field("region", &self.region)
            .field("fingerprint", &self.fingerprint)
            .finish_non_exhaustive()
    }
}
