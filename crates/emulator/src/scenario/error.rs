//! What is wrong with a scenario.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

/// Why a scenario cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// The file cannot be read.
    #[error("the scenario file {} cannot be read; check its path and that it is UTF-8", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The document is not a scenario.
    #[error("the scenario{} is wrong at `{path}`", named(file.as_deref()))]
    Wrong {
        /// The file, if it came from one.
        file: Option<PathBuf>,
        /// The place in the document, such as `workRequests[2].steps[0].at`.
        path: String,
        /// What is wrong there.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl ScenarioError {
    pub(super) fn wrong(
        path: impl Into<String>,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        Self::Wrong {
            file: None,
            path: path.into(),
            source: source.into(),
        }
    }

    pub(super) fn of_file(mut self, path: &Path) -> Self {
        if let Self::Wrong { file, .. } = &mut self {
            *file = Some(path.to_owned());
        }
        self
    }
}

fn named(file: Option<&Path>) -> String {
    file.map(|file| format!(" file {}", file.display()))
        .unwrap_or_default()
}
