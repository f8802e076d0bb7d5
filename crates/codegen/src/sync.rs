//! Brings a folder up to date, or tells what is not.

use std::{
    collections::HashSet,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use crate::{Error, SourceFile, render::BANNER};

/// What [`sync`] does about differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// Removes them.
    Write,
    /// Leaves the folder as it is.
    Check,
}

/// A difference between a folder and what was generated.
///
/// Shown as a line that says what to run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The file, below the folder as it was given.
    pub path: PathBuf,
    /// How it differs.
    pub kind: ChangeKind,
    /// What to run to bring it up to date.
    pub command: String,
}

/// How a file differs from what was generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChangeKind {
    /// It holds something else.
    Stale,
    /// It is not there.
    Missing,
    /// It was generated once, from a schema that is gone.
    Leftover,
}

impl ChangeKind {
    /// What [`Mode::Write`] did about it, as a verb in the past.
    #[must_use]
    pub fn mended(self) -> &'static str {
        match self {
            Self::Stale => "updated",
            Self::Missing => "written",
            Self::Leftover => "removed",
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            ChangeKind::Stale => "stale",
            ChangeKind::Missing => "missing",
            ChangeKind::Leftover => "left over",
        };
        let (path, command) = (self.path.display(), &self.command);
        write!(f, "{path} is {kind}: run `{command}` and commit the result")
    }
}

/// Compares `folder` with `files`, and in [`Mode::Write`] makes it the same.
///
/// Returns the differences found, in the order of their paths. Files written by hand are left
/// alone; one that stands where a generated file belongs is an error.
///
/// # Errors
///
/// [`Error::Read`], [`Error::Write`], and [`Error::NotGenerated`] before anything is written.
pub fn sync(files: &[SourceFile], folder: &Path, mode: Mode) -> Result<Vec<Change>, Error> {
    let mut changes = Vec::new();
    for file in files {
        let path = folder.join(&file.name);
        let kind = difference(file, &path)?;
        let command = command(file.text.as_bytes());
        changes.extend(kind.map(|kind| Change {
            path,
            kind,
            command,
        }));
    }
    changes.extend(leftovers(files, folder)?);
    changes.sort_by(|one, other| one.path.cmp(&other.path));
    if mode == Mode::Write && !changes.is_empty() {
        write(files, folder, &changes)?;
    }
    Ok(changes)
}

/// Brings one file up to date.
pub(crate) fn file(file: &SourceFile, path: &Path) -> Result<(), Error> {
    if difference(file, path)?.is_some() {
        fs::write(path, &file.text).map_err(|source| Error::Write {
            path: path.to_owned(),
            source,
        })?;
    }
    Ok(())
}

fn difference(file: &SourceFile, path: &Path) -> Result<Option<ChangeKind>, Error> {
    Ok(match read(path)? {
        None => Some(ChangeKind::Missing),
        Some(bytes) if bytes == file.text.as_bytes() => None,
        Some(bytes) if is_generated(&bytes) => Some(ChangeKind::Stale),
        Some(_) => {
            return Err(Error::NotGenerated {
                path: path.to_owned(),
            });
        }
    })
}

fn leftovers(files: &[SourceFile], folder: &Path) -> Result<Vec<Change>, Error> {
    let fault = |source| Error::Read {
        path: folder.to_owned(),
        source,
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fault(error)),
    };
    let expected: HashSet<PathBuf> = files.iter().map(|file| folder.join(&file.name)).collect();
    let mut leftovers = Vec::new();
    for entry in entries {
        let path = entry.map_err(fault)?.path();
        let is_source = path.is_file() && path.extension().is_some_and(|name| name == "rs");
        let is_leftover = is_source && !expected.contains(&path);
        let bytes = if is_leftover { read(&path)? } else { None };
        if let Some(bytes) = bytes.filter(|bytes| is_generated(bytes)) {
            leftovers.push(Change {
                path,
                kind: ChangeKind::Leftover,
                command: command(&bytes),
            });
        }
    }
    Ok(leftovers)
}

fn write(files: &[SourceFile], folder: &Path, changes: &[Change]) -> Result<(), Error> {
    let fault = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Write { path, source }
    };
    fs::create_dir_all(folder).map_err(fault(folder))?;
    for Change { path, .. } in changes {
        let file = files.iter().find(|file| folder.join(&file.name) == *path);
        let done = match file {
            Some(file) => fs::write(path, &file.text),
            None => fs::remove_file(path),
        };
        done.map_err(fault(path))?;
    }
    Ok(())
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Read {
            path: path.to_owned(),
            source,
        }),
    }
}

fn is_generated(bytes: &[u8]) -> bool {
    bytes.starts_with(BANNER.as_bytes())
}

/// The command that the first line of a generated file names.
fn command(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let behind = text.strip_prefix(BANNER).unwrap_or_default();
    behind.split('`').next().unwrap_or_default().to_owned()
}
