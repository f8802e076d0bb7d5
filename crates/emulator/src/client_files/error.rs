//! Why a client's files cannot be written.

use std::error::Error;
use std::io;
use std::path::PathBuf;

/// Why a client's files cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteConfigError {
    /// There is a file of that name which the emulator did not write.
    #[error("{} is not the emulator's to replace; name another folder", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// A profile file cannot name this path.
    #[error(
        "{} has a name that a profile file cannot hold: a line break, blanks at its ends, or not UTF-8; name another folder",
        path.display()
    )]
    Unnameable {
        /// The folder.
        path: PathBuf,
    },
    /// A file or the folder cannot be read, made or replaced.
    #[error("cannot write {}; check that it is a folder of yours", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// No key can be made.
    #[error("no key can be made; see the cause")]
    Key {
        /// Why.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The work was interrupted, because the program ends.
    #[error("writing the files was interrupted; start the emulator again")]
    Interrupted,
}

impl WriteConfigError {
    pub(super) fn key(source: Box<dyn Error + Send + Sync>) -> Self {
        Self::Key { source }
    }

    pub(super) fn io(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self::Io {
            path: path.into(),
            source,
        }
    }
}
