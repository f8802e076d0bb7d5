//! Why there is no credential.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use work_requests_signing::{KeyError, KeyIdError};

/// Why there is no credential. No variant holds a token or any part of a key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuthError {
    /// A file that belongs to the credential cannot be read.
    #[error("the {what} {path} cannot be read: {source}; sign in again, or correct the path")]
    File {
        /// What it holds.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The private key cannot be used.
    #[error("the key of the token cannot be used: {0}")]
    Key(#[from] KeyError),
    /// The token cannot be part of a key id.
    #[error("the token is damaged ({0}); sign in again")]
    KeyId(#[from] KeyIdError),
    /// The token is not what it should be.
    #[error("the token cannot be used ({reason}); get a new one")]
    Token {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The token has expired.
    #[error("the token expired {} ago; sign in again, with `oci session authenticate` or `refresh`", spoken(.ago))]
    Expired {
        /// How long ago.
        ago: Duration,
    },
    /// A service that credentials come from does not answer as it should.
    #[error(
        "{what} cannot be had: {reason}; check that this machine has such a principal, and its network"
    )]
    Call {
        /// What was asked for.
        what: &'static str,
        /// What is wrong. Holds nothing of the answer.
        reason: String,
    },
    /// A service that credentials come from does not answer at all.
    #[error(
        "{what} cannot be had: {reason}; this machine may have no such principal, or no way to it"
    )]
    Unreachable {
        /// What was asked for.
        what: &'static str,
        /// Why there is no answer.
        reason: String,
    },
    /// The certificate that proves the principal cannot be used.
    #[error("the certificate cannot be used: {reason}")]
    Certificate {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The source failed in a way of its own.
    #[error("no credential: {0}")]
    Source(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl AuthError {
    /// Wraps what a source of your own failed with.
    pub fn source(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Source(cause.into())
    }
}

/// The largest whole unit.
fn spoken(length: &Duration) -> String {
    match length.as_secs() {
        seconds @ 0..120 => format!("{seconds} s"),
        seconds @ 120..7_200 => format!("{} min", seconds / 60),
        seconds @ 7_200..172_800 => format!("{} h", seconds / 3_600),
        seconds => format!("{} d", seconds / 86_400),
    }
}
