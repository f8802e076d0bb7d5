//! One file of a document.

use std::path::{Path, PathBuf};

use super::{Node, Place};
use crate::error::{Error, Problem, SpecError};
use crate::pointer::Pointer;

/// A file's parts and how its schemas are to be understood.
#[derive(Debug)]
pub(crate) struct Source {
    name: String,
    path: PathBuf,
    root: Node,
    dialect: Dialect,
}

/// The versions of OpenAPI differ in what the words of a schema mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    V30,
    V31,
}

impl Source {
    /// Reads the text of a whole document.
    pub(super) fn root(path: PathBuf, text: &str) -> Result<Self, Error> {
        let mut source = Self::new(path, text, Dialect::V31)?;
        match dialect(&source.root) {
            Ok(dialect) => source.dialect = dialect,
            Err((pointer, problem)) => return Err(source.fault(pointer, problem)),
        }
        Ok(source)
    }

    /// Reads a file that another refers to: a document of its own, or parts without a version,
    /// which then is that of the other.
    pub(super) fn referred(path: PathBuf, text: &str, dialect: Dialect) -> Result<Self, Error> {
        let source = Self::new(path.clone(), text, dialect)?;
        match source.root.member("openapi") {
            Some(_) => Self::root(path, text),
            None => Ok(source),
        }
    }

    fn new(path: PathBuf, text: &str, dialect: Dialect) -> Result<Self, Error> {
        let name = path.display().to_string();
        Ok(Self {
            root: Node::parse(&name, text)?,
            name,
            path,
            dialect,
        })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn node(&self) -> &Node {
        &self.root
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.dialect
    }

    fn fault(&self, pointer: Pointer, problem: Problem) -> Error {
        let node = self.root.at(&pointer).unwrap_or(&self.root);
        Error::from(Box::new(SpecError {
            file: self.name.clone(),
            position: node.position(),
            pointer,
            problem,
        }))
    }
}

impl Place {
    /// The whole of a file.
    pub(super) fn root(source: &std::sync::Arc<Source>) -> Self {
        Self::new(source.clone(), Pointer::default(), source.node().clone())
    }
}

fn dialect(root: &Node) -> Result<Dialect, (Pointer, Problem)> {
    let start = Pointer::default();
    if root.members().next().is_none() {
        let problem = Problem::Shape("a document is an object with a member `openapi`".into());
        return Err((start, problem));
    }
    let is = |version: &str, wanted: &str| {
        let rest = version.strip_prefix(wanted);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let version = |name: &str| root.member(name).map(Node::scalar_text);
    match (version("openapi"), version("swagger")) {
        (Some(version), _) if is(&version, "3.0") => Ok(Dialect::V30),
        (Some(version), _) if is(&version, "3.1") => Ok(Dialect::V31),
        (Some(version), _) => Err((start.join("openapi"), Problem::Version(version))),
        (None, Some(version)) => Err((start.join("swagger"), Problem::Version(version))),
        (None, None) => Err((start, Problem::Version("(none)".to_owned()))),
    }
}
