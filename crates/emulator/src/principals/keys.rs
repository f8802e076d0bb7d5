//! Keys that are good at the identity services only.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use work_requests_signing::{KeyId, PrivateKey, PublicKey};

use super::RESOURCE;
use crate::demo;

const RESOURCE_KEY: &str = include_str!("keys/resource.pem");

/// The keys of certificates and resources, by key id; clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct PrincipalKeys(Arc<RwLock<HashMap<KeyId, Known>>>);

#[derive(Debug, Clone)]
struct Known {
    key: PublicKey,
    /// The certificate that the key id names.
    certificate: Option<Vec<u8>>,
}

/// In whose name an identity service was called; handed on to what answers.
#[derive(Debug, Clone)]
pub(crate) struct Claimed(pub(crate) KeyId);

impl PrincipalKeys {
    /// The keys of the emulated resource, under its names in each version.
    #[allow(clippy::expect_used, reason = "constants, which every test reads")]
    pub(crate) fn of_resource() -> Self {
        let keys = Self::default();
        let key = PrivateKey::from_pem(RESOURCE_KEY.as_bytes(), None);
        let key = key.expect("the test key is a key");
        for name in [
            format!("resource/v2.1/{RESOURCE}"),
            format!("resource/v2.1.1/{}/{RESOURCE}", demo::TENANCY),
            format!("resource/v2.1.2/{}/{RESOURCE}", demo::TENANCY),
        ] {
            let id = KeyId::new(name).expect("the demo names are plain text");
            keys.insert(id, key.public_key().clone(), None);
        }
        keys
    }

    pub(crate) fn add_certificate(&self, id: KeyId, key: PublicKey, der: Vec<u8>) {
        self.insert(id, key, Some(der));
    }

    pub(crate) fn get(&self, id: &KeyId) -> Option<PublicKey> {
        let keys = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Some(keys.get(id)?.key.clone())
    }

    pub(crate) fn certificate(&self, id: &KeyId) -> Option<Vec<u8>> {
        let keys = self.0.read().unwrap_or_else(PoisonError::into_inner);
        keys.get(id)?.certificate.clone()
    }

    fn insert(&self, id: KeyId, key: PublicKey, certificate: Option<Vec<u8>>) {
        let mut keys = self.0.write().unwrap_or_else(PoisonError::into_inner);
        keys.insert(id, Known { key, certificate });
    }
}

/// The private key of the emulated resource, as PEM.
pub(crate) fn resource_key_pem() -> &'static str {
    RESOURCE_KEY
}
