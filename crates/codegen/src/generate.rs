//! The way from a document to files.

use crate::{Document, Error, Generator, SourceFile, model::Model, read, render};

impl Model {
    /// Reads every named schema of `document`, with the defaults of [`Generator`].
    ///
    /// # Errors
    ///
    /// [`Error::Spec`] for the first schema that cannot be expressed.
    pub fn from_document(document: &Document) -> Result<Self, Error> {
        read::model(document, &Generator::new())
    }
}

impl Generator {
    /// Renders every schema of `document`: `mod.rs`, one file per schema, and what they share.
    ///
    /// # Errors
    ///
    /// [`Error::Spec`] when a schema cannot be expressed, [`Error::Rust`] when a path or an
    /// attribute given is no Rust, [`Error::Rustfmt`] when `rustfmt` cannot be run.
    pub fn generate(&self, document: &Document) -> Result<Vec<SourceFile>, Error> {
        let model = read::model(document, self)?;
        render::files(&model, self)
    }

    /// What the document says, as types that are not written yet.
    ///
    /// # Errors
    ///
    /// [`Error::Spec`] when a schema cannot be expressed.
    pub fn model(&self, document: &Document) -> Result<Model, Error> {
        read::model(document, self)
    }
}
