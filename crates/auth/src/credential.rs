//! A key id, its key, and how long they are good.

use std::fmt;
use std::time::{Duration, SystemTime};

use work_requests_signing::{CredentialId, KeyId, PrivateKey, RequestSigner};

use crate::{AuthError, jwt};

/// The last part of a life in which a credential is not used: answers take time, and clocks differ.
const MARGIN: Duration = Duration::from_secs(30);

/// A key id and the key that belongs to it, with their life: one unit, never taken apart.
///
/// `Debug` shows neither token nor key.
#[derive(Clone)]
pub struct Credential {
    signer: RequestSigner,
    begins: SystemTime,
    ends: Option<SystemTime>,
}

impl Credential {
    /// One that is good from `begins` until `ends`, or for ever without an end.
    pub fn new(
        key_id: KeyId,
        key: PrivateKey,
        begins: SystemTime,
        ends: Option<SystemTime>,
    ) -> Self {
        let signer = RequestSigner::new(key_id, key);
        Self {
            signer,
            begins,
            ends,
        }
    }

    /// One of a token, which tells its life itself.
    ///
    /// # Errors
    ///
    /// [`AuthError::Token`] when it is no token with an end, [`AuthError::KeyId`] when no header
    /// can carry it.
    pub fn of_token(token: &str, key: PrivateKey, now: SystemTime) -> Result<Self, AuthError> {
        let life = jwt::life(token)?;
        let key_id = KeyId::token(token)?;
        let begins = life.issued.unwrap_or(now);
        Ok(Self::new(key_id, key, begins, Some(life.ends)))
    }

    /// A text that the token says of its holder, such as `res_tenant`, the tenancy of a resource
    /// principal. `None` when it does not say, or there is no token.
    pub fn claim(&self, name: &str) -> Option<String> {
        let token = self.signer.key_id().as_str().strip_prefix("ST$")?;
        jwt::claim(token, name)
    }

    /// What signs with it.
    pub fn signer(&self) -> &RequestSigner {
        &self.signer
    }

    /// Its name; equal for the same key id and key.
    pub fn id(&self) -> CredentialId {
        self.signer.credential()
    }

    /// When it ends.
    pub fn ends(&self) -> Option<SystemTime> {
        self.ends
    }

    /// Whether it is not to be used any more.
    pub(crate) fn is_over(&self, now: SystemTime) -> bool {
        let margin = MARGIN.min(self.life().unwrap_or_default() / 10);
        self.ends.is_some_and(|ends| now + margin >= ends)
    }

    /// Whether it is time for the next one: at a share of its life that `chance` from 0 to 1 moves
    /// between seven and nine tenths, so that many programs do not all come at once.
    pub(crate) fn is_aging(&self, now: SystemTime, chance: f64) -> bool {
        let Some(life) = self.life() else {
            return false;
        };
        now >= self.begins + life.mul_f64(0.7 + 0.2 * chance.clamp(0.0, 1.0))
    }

    fn life(&self) -> Option<Duration> {
        self.ends?.duration_since(self.begins).ok()
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("id", &self.id())
            .field("ends", &self.ends)
            .finish_non_exhaustive()
    }
}
