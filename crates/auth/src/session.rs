//! A session token that the official command line wrote, with its key.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use secrecy::SecretString;
use work_requests_signing::PrivateKey;

use crate::secret_file::{Look, SecretFile, token_text};
use crate::{AuthError, Credential, CredentialSource, jwt};

/// A session token and its key in files, as `oci session authenticate` writes them.
///
/// Both are read again when either file changes, so that a session refreshed by another program is
/// taken up. A line end after the token is passed over. `Debug` shows the paths only.
#[derive(Debug)]
pub struct SessionToken {
    token: SecretFile,
    key: SecretFile,
    pass_phrase: Option<SecretString>,
    /// How the files looked when they were read.
    seen: Mutex<Option<[Look; 2]>>,
}

impl SessionToken {
    /// The files of token and key.
    pub fn new(token_file: impl Into<PathBuf>, key_file: impl Into<PathBuf>) -> Self {
        Self {
            token: SecretFile::new("session token", token_file),
            key: SecretFile::new("session key", key_file),
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

    fn look(&self) -> [Look; 2] {
        [self.token.look(), self.key.look()]
    }

    fn read(&self, now: SystemTime) -> Result<Credential, AuthError> {
        // Looked at before reading: what is written meanwhile is then seen as a change.
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.look());
        let token = self.token.read()?;
        let token = token_text(&token)?;
        let life = jwt::life(token)?;
        if let Ok(ago) = now.duration_since(life.ends) {
            return Err(AuthError::Expired { ago });
        }
        let key = self.key.read()?;
        let key = PrivateKey::from_pem(&key, self.pass_phrase.as_ref())?;
        Credential::of_token(token, key, now)
    }
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
