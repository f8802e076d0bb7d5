//! The file that a wait is saved in, and resumed from.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;
use tokio::time::Instant;
use work_requests::Checkpoint;

use crate::error::CliError;

/// Time between two writes at least; the end is always written.
const PAUSE: Duration = Duration::from_millis(500);

/// A file that always holds how far a wait has come, whole even if the program is killed.
#[derive(Debug)]
pub(crate) struct SaveFile {
    path: PathBuf,
    written: Option<(Instant, Checkpoint)>,
}

impl SaveFile {
    pub(crate) fn new(path: PathBuf) -> Self {
        let written = None;
        Self { path, written }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes what changed, unless the last write was a moment ago.
    pub(crate) fn write(&mut self, checkpoint: &Checkpoint) -> Result<(), CliError> {
        let now = Instant::now();
        if let Some((at, written)) = &self.written
            && (written == checkpoint || now.duration_since(*at) < PAUSE)
        {
            return Ok(());
        }
        self.replace(checkpoint).map_err(|error| {
            let message = format!("cannot save to {}", self.path.display());
            CliError::io(message, error).with_hint("--save names this file: correct its path")
        })?;
        self.written = Some((now, checkpoint.clone()));
        Ok(())
    }

    fn replace(&self, checkpoint: &Checkpoint) -> std::io::Result<()> {
        let folder = self
            .path
            .parent()
            .filter(|path| !path.as_os_str().is_empty());
        let mut file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        serde_json::to_writer_pretty(&mut file, checkpoint)?;
        file.write_all(b"\n")?;
        file.persist(&self.path)?;
        Ok(())
    }
}

/// What was saved.
pub(crate) fn read(path: &Path) -> Result<Checkpoint, CliError> {
    let hint = "--resume takes a file that wait --save has written";
    let text = std::fs::read(path).map_err(|error| {
        CliError::io(format!("cannot read {}", path.display()), error).with_hint(hint)
    })?;
    serde_json::from_slice(&text).map_err(|error| {
        let message = format!("{} is not a saved wait: {error}", path.display());
        CliError::usage(message).with_hint(hint)
    })
}
