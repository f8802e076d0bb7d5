//! Things that work and yet deserve a word.

use std::fmt;
use std::path::PathBuf;

/// Something that does not stop a call but should be mended.
///
/// The library returns warnings and prints nothing; a program shows those it wants.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Warning {
    /// What it is about, for programs that treat kinds apart.
    pub kind: WarningKind,
    /// The file concerned, if there is one.
    pub file: Option<PathBuf>,
    /// What is the matter.
    pub what: String,
    /// What to do about it.
    pub mend: String,
}

/// The kinds of [`Warning`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WarningKind {
    /// Other users of the machine can read or change a file that holds or names a secret.
    ReadableByOthers,
    /// `log_requests` is on; a library cannot raise its host program's log level.
    LogRequests,
    /// A source of region metadata could not be used, in whole or in part.
    RegionMetadata,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{}: ", file.display())?;
        }
        write!(f, "{}; {}", self.what, self.mend)
    }
}
