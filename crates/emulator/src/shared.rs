//! What all handles, services and servers of one emulator have in common.

use std::sync::{
    Mutex, MutexGuard, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, TimeDelta, Utc};
use work_requests_signing::PublicKey;

use crate::clock::{Clock, date_time};
use crate::credentials::Credentials;
use crate::errors::ApiError;
use crate::faults::Faults;
use crate::hosts::Hosts;
use crate::known_keys::KnownKeys;
use crate::principals::{PrincipalKeys, PrincipalState};
use crate::received::Journal;
use crate::request_id::RequestIds;
use crate::services::Services;
use crate::store::{Moment, Store};

/// Locks are held for a few lines, never across an `.await`, and survive a panic: what they guard
/// is whole at every step.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) clock: Clock,
    pub(crate) credentials: Credentials,
    pub(crate) keys: KnownKeys,
    pub(crate) request_ids: RequestIds,
    pub(crate) settings: Settings,
    pub(crate) skew: Mutex<TimeDelta>,
    pub(crate) store: RwLock<Store>,
    pub(crate) faults: Mutex<Faults>,
    pub(crate) journal: Mutex<Journal>,
    pub(crate) principals: Principals,
}

/// The identity services; their keys and certificates are made when they are first used.
#[derive(Debug, Default)]
pub(crate) struct Principals {
    keys: OnceLock<PrincipalKeys>,
    state: OnceLock<Mutex<PrincipalState>>,
}

#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) hosts: Hosts,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) default_limit: usize,
    pub(crate) largest_page: usize,
    pub(crate) journal: usize,
    pub(crate) services: Services,
}

impl Shared {
    /// The true time: that of the clock that clients may share.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        date_time(self.clock.now())
    }

    /// The time that the service believes it is.
    pub(crate) fn service_time(&self) -> SystemTime {
        let now = self.clock.now();
        let skew = *self.skew();
        let shifted = match skew.to_std() {
            Ok(ahead) => now.checked_add(ahead),
            Err(_) => skew
                .abs()
                .to_std()
                .ok()
                .and_then(|behind| now.checked_sub(behind)),
        };
        shifted.unwrap_or(now)
    }

    /// Accepts signatures of these credentials from now on.
    pub(crate) fn trust(&self, credentials: &Credentials) {
        let key = credentials.public_key().clone();
        self.keys.add(credentials.key_id().clone(), key);
    }

    /// Keys that are good at the identity services only.
    pub(crate) fn principal_keys(&self) -> &PrincipalKeys {
        self.principals.keys.get_or_init(PrincipalKeys::of_resource)
    }

    pub(crate) fn identity(&self) -> MutexGuard<'_, PrincipalState> {
        let state = self.principals.state.get_or_init(|| {
            let state = PrincipalState::new();
            state.certificates.register(self.principal_keys());
            state.into()
        });
        state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A token of this principal for this key, good from now on.
    pub(crate) fn issue(&self, subject: &str, key: PublicKey) -> Result<String, ApiError> {
        let now = self.service_time();
        let mut identity = self.identity();
        let issued = identity
            .tokens
            .issue(subject, key, &self.keys, &self.credentials, now);
        issued.ok_or_else(|| ApiError::invalid_parameter("no token can be made for this key"))
    }

    pub(crate) fn moment(&self, store: &Store) -> Moment {
        store.moment(self.now(), *self.skew())
    }

    pub(crate) fn skew(&self) -> MutexGuard<'_, TimeDelta> {
        self.skew.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn store(&self) -> RwLockReadGuard<'_, Store> {
        self.store.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn store_mut(&self) -> RwLockWriteGuard<'_, Store> {
        self.store.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
