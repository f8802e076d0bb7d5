//! Why there is no credential.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use http::StatusCode;
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
        /// The status of the answer, where that is what is wrong.
        status: Option<StatusCode>,
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
    /// An environment variable that a principal needs is missing or makes no sense. Its value is not
    /// shown.
    #[error("the environment variable {name} {reason}")]
    Variable {
        /// Its name.
        name: String,
        /// What is wrong with it, and what it should be.
        reason: String,
    },
    /// None of the ways to sign in that were tried gives a credential.
    #[error("there is no way to sign in: {}", listed(.skipped))]
    NoPrincipal {
        /// The ways in the order in which they were tried.
        skipped: Vec<Skipped>,
    },
    /// The source failed in a way of its own.
    #[error("no credential: {0}")]
    Source(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A way to sign in that does not work here.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Skipped {
    /// Which way.
    pub way: String,
    /// Why it does not work.
    pub reason: String,
}

impl Skipped {
    /// This way, for this reason.
    pub fn new(way: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            way: way.into(),
            reason: reason.into(),
        }
    }
}

fn listed(skipped: &[Skipped]) -> String {
    let one = |skipped: &Skipped| format!("{}: {}", skipped.way, skipped.reason);
    skipped.iter().map(one).collect::<Vec<_>>().join("; ")
}

impl AuthError {
    /// An answer whose status is good and whose content is not.
    pub(crate) fn answer(what: &'static str, reason: &str) -> Self {
        Self::Call {
            what,
            status: None,
            reason: reason.to_owned(),
        }
    }

    pub(crate) fn variable(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Variable {
            name: name.into(),
            reason: reason.into(),
        }
    }

    /// Whether a service refused the credential that the call was signed with.
    pub(crate) fn is_unauthorized(&self) -> bool {
        matches!(
            self,
            Self::Call {
                status: Some(StatusCode::UNAUTHORIZED),
                ..
            }
        )
    }

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
