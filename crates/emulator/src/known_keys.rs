//! Whose signatures are known.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::SystemTime;

use work_requests_signing::verify::KeySource;
use work_requests_signing::{KeyId, PublicKey};

/// The public keys, by key id; clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownKeys(Arc<RwLock<HashMap<KeyId, Known>>>);

#[derive(Debug, Clone)]
struct Known {
    key: PublicKey,
    /// When the token in the key id ends.
    ends: Option<SystemTime>,
}

impl KnownKeys {
    pub(crate) fn add(&self, key_id: KeyId, key: PublicKey) {
        self.write().insert(key_id, Known { key, ends: None });
    }

    /// A key that is good for as long as a token.
    pub(crate) fn add_until(&self, key_id: KeyId, key: PublicKey, ends: SystemTime) {
        let ends = Some(ends);
        self.write().insert(key_id, Known { key, ends });
    }

    /// Whether it was known.
    pub(crate) fn remove(&self, key_id: &KeyId) -> bool {
        self.write().remove(key_id).is_some()
    }

    /// Forgets all tokens with an end; answers how many there were.
    pub(crate) fn remove_tokens(&self) -> usize {
        let mut keys = self.write();
        let before = keys.len();
        keys.retain(|_, known| known.ends.is_none());
        before - keys.len()
    }

    /// Forgets the tokens that are over.
    pub(crate) fn forget(&self, now: SystemTime) {
        let is_over = |known: &Known| known.ends.is_some_and(|ends| ends <= now);
        let any = self.read().values().any(is_over);
        if any {
            self.write().retain(|_, known| !is_over(known));
        }
    }

    fn read(&self) -> RwLockReadGuard<'_, HashMap<KeyId, Known>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, HashMap<KeyId, Known>> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeySource for KnownKeys {
    fn public_key(&self, key_id: &KeyId) -> Option<PublicKey> {
        Some(self.read().get(key_id)?.key.clone())
    }
}
