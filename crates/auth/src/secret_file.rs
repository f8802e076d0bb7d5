//! Files with secrets in them, read again when they change.

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use zeroize::Zeroizing;

use crate::AuthError;

/// What tells that a file was written: when, and how long it is. `None` where there is no file.
pub(crate) type Look = Option<(SystemTime, u64)>;

/// A file with a secret in it. `Debug` shows the path only.
#[derive(Debug)]
pub(crate) struct SecretFile {
    what: &'static str,
    path: PathBuf,
}

impl SecretFile {
    /// `what` names what the file holds, for errors.
    pub(crate) fn new(what: &'static str, path: impl Into<PathBuf>) -> Self {
        Self {
            what,
            path: path.into(),
        }
    }

    pub(crate) fn look(&self) -> Look {
        let data = fs::metadata(&self.path).ok()?;
        Some((data.modified().ok()?, data.len()))
    }

    pub(crate) fn read(&self) -> Result<Zeroizing<Vec<u8>>, AuthError> {
        fs::read(&self.path)
            .map(Zeroizing::new)
            .map_err(|source| AuthError::File {
                what: self.what,
                path: self.path.clone(),
                source,
            })
    }
}

/// The text of a token, without white space around it.
pub(crate) fn token_text(bytes: &[u8]) -> Result<&str, AuthError> {
    let reason = "it is not text";
    let text = str::from_utf8(bytes).map_err(|_| AuthError::Token { reason })?;
    Ok(text.trim())
}
