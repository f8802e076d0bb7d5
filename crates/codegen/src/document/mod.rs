//! OpenAPI documents as they are written, with the position of every part.
//!
//! Everything is read from positioned nodes, so that every complaint has a place, and nothing is
//! overlooked because a parser dropped it. A document may refer to other files; they are read
//! when a schema needs them.

mod files;
mod lower;
mod node;
mod reference;
mod schema;
mod source;

use std::{fmt, fs, io, path::Path, path::PathBuf, sync::Arc};

use crate::error::{Error, Problem};
use files::Files;
use source::Source;

pub(crate) use node::Node;
pub(crate) use schema::{JsonType, Place, Schema};

/// An OpenAPI 3.0 or 3.1 document, and the files it refers to.
pub struct Document {
    root: Arc<Source>,
    files: Files,
    title: String,
    version: String,
}

impl Document {
    /// Reads a YAML or JSON file. Messages name it by `path` as given.
    ///
    /// References to other files are followed from the folder of the file they stand in.
    ///
    /// # Errors
    ///
    /// [`Error::Read`], and those of [`Document::parse`].
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::read_with(path, |path| fs::read_to_string(path))
    }

    /// Reads a document whose files come from `read`: an archive, or a test's table.
    ///
    /// # Errors
    ///
    /// Those of [`Document::read`].
    pub fn read_with(
        path: impl AsRef<Path>,
        read: impl Fn(&Path) -> io::Result<String> + Send + 'static,
    ) -> Result<Self, Error> {
        let path = path.as_ref();
        let text = read(path).map_err(|source| Error::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::new(Source::root(path.to_owned(), &text)?, Files::new(read))
    }

    /// Reads YAML or JSON text. Messages name it `file`. It cannot refer to other files.
    ///
    /// # Errors
    ///
    /// [`Error::Syntax`] when the text cannot be read, [`Error::Spec`] when it is no OpenAPI 3.0
    /// or 3.1 document.
    pub fn parse(file: impl Into<String>, text: &str) -> Result<Self, Error> {
        let nothing = |_: &Path| {
            let reason = "the document was given as text, without other files";
            Err(io::Error::new(io::ErrorKind::Unsupported, reason))
        };
        Self::new(
            Source::root(PathBuf::from(file.into()), text)?,
            Files::new(nothing),
        )
    }

    fn new(root: Source, files: Files) -> Result<Self, Error> {
        let root = Arc::new(root);
        let document = Place::root(&root);
        let info = document.child("info").ok_or_else(|| {
            document.fault(Problem::Shape("a document needs an `info` object".into()))
        })?;
        Ok(Self {
            title: info.required_text("title")?,
            version: info.required_text("version")?,
            root,
            files,
        })
    }

    /// What the document was named when it was read.
    pub fn file(&self) -> &str {
        self.root.name()
    }

    /// The title of the API.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The version of the API.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The document and the other files that were read for it so far, by their paths.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files = vec![self.root.path().to_owned()];
        files.extend(self.files.paths());
        files
    }

    /// The named schemas, in the order of the document.
    pub(crate) fn schemas(&self) -> Result<Vec<(String, Schema)>, Error> {
        let Some(components) = Place::root(&self.root).child("components") else {
            return Ok(Vec::new());
        };
        components.object()?;
        let Some(schemas) = components.child("schemas") else {
            return Ok(Vec::new());
        };
        schemas.object()?;
        let all = schemas.children();
        all.map(|(name, place)| Ok((name, Schema::new(place)?)))
            .collect()
    }

    /// What the `$ref` at `place`, with `text`, leads to.
    pub(crate) fn resolve(&self, place: &Place, text: &str) -> Result<Schema, Error> {
        reference::resolve(self, place, text)
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("file", &self.file())
            .field("title", &self.title)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}
