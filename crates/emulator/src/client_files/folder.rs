//! The folder that is written into.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{CA, CONFIG, ENDPOINT, KEY, MARK, WriteConfigError};

/// A folder in which our names are free, or of an earlier start.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Makes the folder if need be, and makes sure that nothing of others will be replaced.
    pub(super) fn open(path: PathBuf) -> Result<Self, WriteConfigError> {
        make(&path).map_err(|error| WriteConfigError::io(&path, error))?;
        let path = path
            .canonicalize()
            .map_err(|error| WriteConfigError::io(&path, error))?;
        let folder = Self(path);
        folder.check()?;
        Ok(folder)
    }

    /// The mark in `config` speaks for the other files too.
    fn check(&self) -> Result<(), WriteConfigError> {
        let config = self.path(CONFIG);
        match fs::read(&config) {
            Ok(text) if text.starts_with(MARK.as_bytes()) => return Ok(()),
            Ok(_) => return Err(WriteConfigError::NotOurs { path: config }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(WriteConfigError::io(config, error)),
        }
        // A link to nothing is a file of others too.
        let others = [CONFIG, KEY, CA, ENDPOINT].map(|name| self.path(name));
        match others
            .into_iter()
            .find(|path| path.symlink_metadata().is_ok())
        {
            Some(path) => Err(WriteConfigError::NotOurs { path }),
            None => Ok(()),
        }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// A path as a profile file can hold it.
    pub(super) fn text(&self, name: &str) -> Result<String, WriteConfigError> {
        let path = self.path(name);
        let text = path.to_str().filter(|text| !text.contains(['\n', '\r']));
        let text = text.filter(|text| text.trim() == *text).map(str::to_owned);
        text.ok_or(WriteConfigError::Unnameable { path })
    }

    /// Replaces a file as a whole, so that nobody ever reads half of it. It is its owner's only.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<PathBuf, WriteConfigError> {
        let path = self.path(name);
        self.put(&path, text)
            .map_err(|error| WriteConfigError::io(&path, error))?;
        Ok(path)
    }

    fn put(&self, path: &Path, text: &str) -> io::Result<()> {
        let mut file = NamedTempFile::new_in(&self.0)?;
        file.write_all(text.as_bytes())?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    /// Removes a file of an earlier start.
    pub(super) fn remove(&self, name: &str) -> Result<(), WriteConfigError> {
        let path = self.path(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(WriteConfigError::io(path, error))
            }
            _ => Ok(()),
        }
    }
}

/// A folder that is there already keeps its permissions.
fn make(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
