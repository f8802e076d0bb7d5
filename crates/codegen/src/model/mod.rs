//! What there is to write: Rust types, free of OpenAPI and of syntax.

mod keywords;
mod names;
mod read;
mod recursion;

use crate::{Document, Error};

pub use names::{FieldName, TypeName, VariantName};

/// The types of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Model {
    /// The file name of the document, without its folder.
    pub source: String,
    /// The title of the API.
    pub title: String,
    /// The version of the API.
    pub version: String,
    /// The types, in the order of the document.
    pub types: Vec<TypeDef>,
}

impl Model {
    /// Reads every named schema of `document`.
    ///
    /// # Errors
    ///
    /// [`Error::Spec`] for the first schema that cannot be expressed.
    pub fn from_document(document: &Document) -> Result<Self, Error> {
        read::model(document)
    }
}

/// A named type.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeDef {
    /// Its name in the document.
    pub wire: String,
    /// Its name in Rust.
    pub name: TypeName,
    /// Its description; empty when the document has none.
    pub docs: String,
    /// What it is made of.
    pub shape: Shape,
}

/// What a named type is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// A struct.
    Object(Vec<Member>),
    /// An enum of words, which keeps words that it does not name.
    Words(Vec<Word>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Member {
    /// Its name in the document.
    pub wire: String,
    /// Its name in Rust.
    pub name: FieldName,
    /// Its description; empty when the document has none.
    pub docs: String,
    /// What it holds.
    pub ty: Type,
    /// Whether it must be there. The others may be absent or null, which is the same.
    pub required: bool,
}

/// A word of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Word {
    /// The word in the document.
    pub wire: String,
    /// Its name in Rust.
    pub name: VariantName,
}

/// What a member holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Type {
    /// `bool`
    Boolean,
    /// `i32`
    Int32,
    /// `i64`
    Int64,
    /// `f32`
    Float32,
    /// `f64`
    Float64,
    /// `String`
    String,
    /// A point in time, in UTC.
    Time,
    /// Any number of one type.
    List(Box<Type>),
    /// A type of the same model.
    Named(TypeName),
}
