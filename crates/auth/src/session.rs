//! A session token that the official command line wrote, with its key.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use secrecy::SecretString;
use work_requests_signing::{KeyId, PrivateKey};
use zeroize::Zeroizing;

use crate::{AuthError, Credential, CredentialSource, jwt};

/// A session token and its key in files, as `oci session authenticate` writes them.
///
/// Both are read again when either file changes, so that a session refreshed by another program is
/// taken up. A line end after the token is passed over. `Debug` shows the paths only.
#[derive(Debug)]
pub struct SessionToken {
    token_file: PathBuf,
    key_file: PathBuf,
    pass_phrase: Option<SecretString>,
    /// How the files looked when they were read.
    seen: Mutex<Option<Look>>,
}

/// What tells that a file was written: when, and how long it is.
type Look = [Option<(SystemTime, u64)>; 2];

impl SessionToken {
    /// The files of token and key.
    pub fn new(token_file: impl Into<PathBuf>, key_file: impl Into<PathBuf>) -> Self {
        Self {
            token_file: token_file.into(),
            key_file: key_file.into(),
            pass_phrase: None,
            seen: Mutex::new(None),
        }
    }

    /// The passphrase of an encrypted key; one that is not needed is ignored.
    #[must_use]
    pub fn pass_phrase(mut self, text: Option<SecretString>) -> Self {
        self.pass_phrase = text;
        self
    }

    /// Whether the files give a credential that is valid now, without using it.
    ///
    /// # Errors
    ///
    /// [`AuthError`], a variant for each thing that can be wrong.
    pub fn check(&self, now: SystemTime) -> Result<(), AuthError> {
        self.read(now).map(|_| ())
    }

    fn look(&self) -> Look {
        let of = |path: &Path| {
            let data = fs::metadata(path).ok()?;
            Some((data.modified().ok()?, data.len()))
        };
        [of(&self.token_file), of(&self.key_file)]
    }

    fn read(&self, now: SystemTime) -> Result<Credential, AuthError> {
        // Looked at before reading: what is written meanwhile is then seen as a change.
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.look());
        let token = file("session token", &self.token_file)?;
        let token = str::from_utf8(&token)
            .map_err(|_| AuthError::Token {
                reason: "it is not text",
            })?
            .trim();
        let life = jwt::life(token)?;
        if let Ok(ago) = now.duration_since(life.ends) {
            return Err(AuthError::Expired { ago });
        }
        let key = file("session key", &self.key_file)?;
        let key = PrivateKey::from_pem(&key, self.pass_phrase.as_ref())?;
        let key_id = KeyId::token(token)?;
        let begins = life.issued.unwrap_or(now);
        Ok(Credential::new(key_id, key, begins, Some(life.ends)))
    }
}

fn file(what: &'static str, path: &Path) -> Result<Zeroizing<Vec<u8>>, AuthError> {
    fs::read(path)
        .map(Zeroizing::new)
        .map_err(|source| AuthError::File {
            what,
            path: path.to_owned(),
            source,
        })
}

impl CredentialSource for SessionToken {
    /// Reads both files; they are small and local.
    async fn fetch(&self, now: SystemTime) -> Result<Credential, AuthError> {
        self.read(now)
    }

    fn has_changed(&self) -> bool {
        let seen = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.is_some_and(|seen| seen != self.look())
    }
}
