//! Who is known, and by which hosts the service answers.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::SystemTime;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, Request, Uri};
use work_requests_signing::verify::{KeySource, Verifier, VerifyError};
use work_requests_signing::{KeyId, PublicKey, SigningRequest};

use crate::identity::Door;
use crate::shared::Shared;

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
    fn forget(&self, now: SystemTime) {
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

/// What a request proved.
#[derive(Debug, Clone)]
pub(crate) enum Admission {
    /// Its signature was good.
    Signed(KeyId),
    /// It showed what the service asks for in place of a signature.
    Bearer,
}

/// Why a request is refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error(transparent)]
    Signature(#[from] VerifyError),
    #[error("the metadata service is asked with `authorization: Bearer Oracle`")]
    Metadata,
    #[error("the cluster is asked with `authorization: Bearer`, and a service account's token")]
    Workload,
}

/// Checks who calls, by the service's own clock.
#[derive(Debug)]
pub(crate) struct Gate {
    hosts: Hosts,
}

impl Gate {
    pub(crate) fn new(hosts: &Hosts) -> Self {
        Self {
            hosts: hosts.clone(),
        }
    }

    pub(crate) fn check(
        &self,
        request: &Request<Bytes>,
        shared: &Shared,
    ) -> Result<Admission, Refusal> {
        let at = shared.service_time();
        shared.keys.forget(at);
        let bearer = || {
            let value = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
            value.strip_prefix("Bearer ")
        };
        match Door::of(request.uri().path()) {
            Some(Door::Metadata) if bearer() == Some("Oracle") => Ok(Admission::Bearer),
            Some(Door::Metadata) => Err(Refusal::Metadata),
            Some(Door::Workload) => {
                let known = |token| shared.identity().tokens.is_service_account(token);
                match bearer().is_some_and(known) {
                    true => Ok(Admission::Bearer),
                    false => Err(Refusal::Workload),
                }
            }
            Some(Door::Federation) => {
                let keys = |id: &KeyId| shared.principal_keys().get(id);
                // The host is not signed at this endpoint.
                signed(Verifier::new(keys).for_federation(), request, at)
            }
            Some(Door::Resource) => {
                let of_principal = |id: &KeyId| shared.principal_keys().get(id);
                let known = |id: &KeyId| shared.keys.public_key(id).or_else(|| of_principal(id));
                signed(self.at_hosts(Verifier::new(known)), request, at)
            }
            None => {
                let keys = shared.keys.clone();
                signed(self.at_hosts(Verifier::new(keys)), request, at)
            }
        }
    }

    fn at_hosts<K: KeySource>(&self, verifier: Verifier<K>) -> Verifier<K> {
        match &self.hosts {
            Hosts::Any => verifier,
            Hosts::These(hosts) => verifier.hosts(hosts),
        }
    }
}

fn signed<K: KeySource>(
    verifier: Verifier<K>,
    request: &Request<Bytes>,
    at: SystemTime,
) -> Result<Admission, Refusal> {
    let verified = verifier.verify(&SigningRequest::new(
        request.method(),
        request.uri(),
        request.headers(),
        request.body(),
        at,
    ))?;
    Ok(Admission::Signed(verified.key_id))
}
