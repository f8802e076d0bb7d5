//! Version 2.2: token and key are given.

use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use super::key_pair::KeyPair;
use super::variables::{Material, Variables};
use crate::secret_file::{Look, token_text};
use crate::{AuthError, Credential, jwt};

/// A token and a key that the platform gives, as values or in files that it replaces.
#[derive(Debug)]
pub(super) struct Given {
    token: Material,
    key: KeyPair,
    /// How the files looked when they were read.
    seen: Mutex<Option<[Look; 3]>>,
}

impl Given {
    pub(super) fn from_variables(variables: &Variables<'_>) -> Result<Self, AuthError> {
        Ok(Self {
            token: variables.material("RPST", "resource principal token")?,
            key: KeyPair::from_variables(variables)?,
            seen: Mutex::new(None),
        })
    }

    pub(super) fn read(&self, now: SystemTime) -> Result<Credential, AuthError> {
        // Looked at before reading: what is written meanwhile is then seen as a change.
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.look());
        let token = self.token.read()?;
        let token = token_text(&token)?;
        if jwt::life(token)?.ends <= now {
            return Err(AuthError::Token {
                reason: "the platform has not replaced that of the resource, which has expired",
            });
        }
        Credential::of_token(token, self.key.read()?, now)
    }

    pub(super) fn has_changed(&self) -> bool {
        let seen = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.is_some_and(|seen| seen != self.look())
    }

    fn look(&self) -> [Look; 3] {
        let [key, pass_phrase] = self.key.look();
        [self.token.look(), key, pass_phrase]
    }
}
