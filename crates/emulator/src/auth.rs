//! Who is known, and by which hosts the service answers.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use bytes::Bytes;
use http::{HeaderMap, Request, Uri};
use work_requests_signing::verify::{KeySource, Verified, Verifier, VerifyError};
use work_requests_signing::{KeyId, PublicKey, SigningRequest};

/// The public keys, by key id; clones share them.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownKeys(Arc<RwLock<HashMap<KeyId, PublicKey>>>);

impl KnownKeys {
    pub(crate) fn add(&self, key_id: KeyId, key: PublicKey) {
        self.0
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key_id, key);
    }

    /// Whether it was known.
    pub(crate) fn remove(&self, key_id: &KeyId) -> bool {
        self.0
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(key_id)
            .is_some()
    }
}

impl KeySource for KnownKeys {
    fn public_key(&self, key_id: &KeyId) -> Option<PublicKey> {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(key_id)
            .cloned()
    }
}

/// The hosts that requests may be signed for, as `host` headers have them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Hosts {
    #[default]
    Any,
    These(Vec<String>),
}

impl Hosts {
    /// Whether the host that a request names is one of these.
    pub(crate) fn serve(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let Self::These(hosts) = self else {
            return true;
        };
        let header = headers
            .get(http::header::HOST)
            .and_then(|host| host.to_str().ok());
        let host = header.or(uri.authority().map(|authority| authority.as_str()));
        host.is_some_and(|host| hosts.iter().any(|served| served.eq_ignore_ascii_case(host)))
    }
}

/// Checks signatures by the service's own clock.
#[derive(Debug)]
pub(crate) struct Gate {
    verifier: Verifier<KnownKeys>,
}

impl Gate {
    pub(crate) fn new(keys: KnownKeys, hosts: &Hosts) -> Self {
        let verifier = Verifier::new(keys);
        let verifier = match hosts {
            Hosts::Any => verifier,
            Hosts::These(hosts) => verifier.hosts(hosts),
        };
        Self { verifier }
    }

    pub(crate) fn check(
        &self,
        request: &Request<Bytes>,
        at: std::time::SystemTime,
    ) -> Result<Verified, VerifyError> {
        self.verifier.verify(&SigningRequest::new(
            request.method(),
            request.uri(),
            request.headers(),
            request.body(),
            at,
        ))
    }
}
