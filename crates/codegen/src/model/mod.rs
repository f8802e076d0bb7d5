//! What there is to write: Rust types, free of OpenAPI and of syntax.

mod names;

use std::collections::HashMap;

pub(crate) use names::Scope;
pub use names::{FieldName, TypeName, VariantName};

/// The module of what several types share.
pub(crate) const SHARED_MODULE: &str = "serde_support";

/// The types of one document.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Model {
    /// The file name of the document, without its folder.
    pub source: String,
    /// The title of the API.
    pub title: String,
    /// The version of the API.
    pub version: String,
    /// The types: the document's named schemas in its order, then those found on the way.
    pub types: Vec<TypeDef>,
}

impl Model {
    pub(crate) fn index(&self) -> HashMap<&TypeName, &TypeDef> {
        let types = self.types.iter();
        types.map(|type_def| (&type_def.name, type_def)).collect()
    }
}

/// A named type.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TypeDef {
    /// Its name in the document; for a schema without a name, the Rust name made from its place.
    pub wire: String,
    /// Its name in Rust.
    pub name: TypeName,
    /// Its description; empty when the document has none.
    pub docs: String,
    /// Whether its use is discouraged.
    pub deprecated: bool,
    /// Attributes to put before it, like `#[doc(alias = "animal")]`; for hooks to add.
    pub attributes: Vec<String>,
    /// What it is made of.
    pub shape: Shape,
}

/// What a named type is made of.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Shape {
    /// A struct.
    Object(Object),
    /// An enum of words, which keeps words that it does not name.
    Words(Vec<Word>),
    /// An enum of other types, which keeps values that none of them can hold.
    Choice(Choice),
    /// Another name for a type.
    Alias(Type),
    /// A struct around a type that mentions the struct itself, which an alias cannot.
    Wrapper(Type),
}

/// The members of a struct.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Object {
    /// Those that the document describes.
    pub members: Vec<Member>,
    /// What the others hold, if the document tells.
    pub others: Option<Type>,
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Member {
    /// Its name in the document.
    pub wire: String,
    /// Its name in Rust.
    pub name: FieldName,
    /// Its description; empty when the document has none.
    pub docs: String,
    /// Whether its use is discouraged.
    pub deprecated: bool,
    /// Attributes to put before its field, like `#[doc(alias = "animal")]`; for hooks to add.
    pub attributes: Vec<String>,
    /// What it holds.
    pub ty: Type,
    /// Whether it must be there.
    pub required: bool,
    /// Whether null is a value of its own. Otherwise null means the same as an absent optional
    /// member.
    pub nullable: bool,
    /// The value that its absence stands for.
    pub default: Option<Literal>,
}

/// A value of a plain type.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Literal {
    /// `true` or `false`
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Float(f64),
    /// A text.
    Text(String),
    /// A word of an enum.
    Word(TypeName, VariantName),
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

/// One of several types.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Choice {
    /// The member whose word tells which type it is, if there is one.
    pub tag: Option<String>,
    /// The types, in the order of the document.
    pub alternatives: Vec<Alternative>,
}

/// One type of a choice.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Alternative {
    /// The name of the variant.
    pub name: VariantName,
    /// What it holds.
    pub ty: Type,
    /// The words of the tag that mean it; empty without a tag.
    pub words: Vec<String>,
}

/// What a member holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Type {
    /// `bool`
    Boolean,
    /// A whole number, of the named primitive type.
    Integer(&'static str),
    /// `f32`
    Float32,
    /// `f64`
    Float64,
    /// `String`
    String,
    /// A point in time, in UTC.
    Time,
    /// A day.
    Date,
    /// Octets that travel as base64.
    Base64,
    /// Any JSON value.
    Any,
    /// An object with any members.
    Free,
    /// Any number of one type.
    List(Box<Type>),
    /// Members of one type, by their names.
    Map(Box<Type>),
    /// A type or null, in a list or a map.
    Nullable(Box<Type>),
    /// A type of the same model.
    Named(TypeName),
    /// A type of the same model that would contain itself without a box.
    Boxed(TypeName),
    /// A type from elsewhere, by its path. It must be `Debug`, `Clone`, `PartialEq` and serde's
    /// `Serialize` and `Deserialize`.
    Path(String),
}
