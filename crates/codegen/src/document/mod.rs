//! The one place that knows the crates which read OpenAPI documents.
//!
//! `saphyr` reads YAML (and so JSON) and remembers positions; `oas3` gives the text its OpenAPI
//! meaning but drops what it does not know. A [`Document`] keeps both, so that nothing is
//! overlooked and every complaint has a place.

mod locate;
mod node;
mod pointer;
mod schema;

use std::{fs, path::Path};

use crate::error::{Error, Problem, SpecError};
use node::Node;

pub use node::Position;
pub use pointer::Pointer;
pub(crate) use schema::{JsonType, Schema};

/// An OpenAPI 3.1 document.
#[derive(Debug)]
pub struct Document {
    file: String,
    root: Node,
    spec: oas3::Spec,
}

impl Document {
    /// Reads a YAML or JSON file. Messages name it by `path` as given.
    ///
    /// # Errors
    ///
    /// [`Error::Read`], and those of [`Document::parse`].
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let text = fs::read_to_string(path).map_err(|source| Error::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(path.display().to_string(), &text)
    }

    /// Reads YAML or JSON text. Messages name it `file`.
    ///
    /// # Errors
    ///
    /// [`Error::Syntax`] when the text cannot be read, [`Error::Spec`] when it is no OpenAPI 3.1
    /// document.
    pub fn parse(file: impl Into<String>, text: &str) -> Result<Self, Error> {
        let file = file.into();
        let root = Node::parse(&file, text)?;
        check_version(&file, &root)?;
        let spec = locate::spec(&file, &root)?;
        Ok(Self { file, root, spec })
    }

    /// What the document was named when it was read.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The title of the API.
    pub fn title(&self) -> &str {
        &self.spec.info.title
    }

    /// The version of the API.
    pub fn version(&self) -> &str {
        &self.spec.info.version
    }

    /// The named schemas, in the order of the document.
    pub(crate) fn schemas(&self) -> impl Iterator<Item = (&str, Schema<'_>)> {
        let pointer = Pointer::default().join("components").join("schemas");
        let node = self.root.at(&pointer);
        let schemas = self.spec.components.iter().flat_map(|all| &all.schemas);
        schemas.filter_map(move |(name, schema)| {
            let node = node?.member(name)?;
            let schema = Schema::new(self, pointer.join(name), node, schema);
            Some((name.as_str(), schema))
        })
    }
}

/// OpenAPI 3.0 means other things by the same words, so it is refused rather than misread.
fn check_version(file: &str, root: &Node) -> Result<(), Error> {
    let pointer = Pointer::default().join("openapi");
    let node = root.at(&pointer).unwrap_or(root);
    let version = node.text().unwrap_or_default();
    if version == "3.1" || version.starts_with("3.1.") {
        return Ok(());
    }
    let version = if version.is_empty() {
        "(none)"
    } else {
        version
    };
    Err(Error::from(Box::new(SpecError {
        file: file.to_owned(),
        pointer,
        position: node.position(),
        problem: Problem::Version(version.to_owned()),
    })))
}
