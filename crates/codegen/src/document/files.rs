//! The other files of a document, each read once.

use std::{
    collections::BTreeMap,
    io,
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use super::{Place, Source};
use crate::error::{Error, Problem};

type Read = Box<dyn Fn(&Path) -> io::Result<String> + Send>;

pub(super) struct Files(Mutex<State>);

struct State {
    read: Read,
    known: BTreeMap<PathBuf, Arc<Source>>,
}

impl Files {
    pub(super) fn new(read: impl Fn(&Path) -> io::Result<String> + Send + 'static) -> Self {
        Self(Mutex::new(State {
            read: Box::new(read),
            known: BTreeMap::new(),
        }))
    }

    pub(super) fn paths(&self) -> Vec<PathBuf> {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.known.keys().cloned().collect()
    }

    /// The file at `path`, which a reference at `place` names relative to its own file.
    pub(super) fn get(&self, place: &Place, path: &str) -> Result<Arc<Source>, Error> {
        let folder = place.source().path().parent().unwrap_or(Path::new(""));
        let path = tidy(&folder.join(path));
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(source) = state.known.get(&path) {
            return Ok(source.clone());
        }
        let text = (state.read)(&path).map_err(|error| {
            place.fault(Problem::OtherFile {
                path: path.display().to_string(),
                reason: error.to_string(),
            })
        })?;
        let dialect = place.source().dialect();
        let source = Arc::new(Source::referred(path.clone(), &text, dialect)?);
        state.known.insert(path, source.clone());
        Ok(source)
    }
}

/// Without `.` and, where a folder is left again, without `..`: one file has one path.
pub(super) fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for component in path.components() {
        let leaves = matches!(tidy.components().next_back(), Some(Component::Normal(_)));
        match component {
            Component::CurDir => {}
            Component::ParentDir if leaves => {
                tidy.pop();
            }
            other => tidy.push(other),
        }
    }
    tidy
}
