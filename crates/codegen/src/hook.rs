//! What callers may change while types are read.

use crate::{
    model::{Member, TypeDef},
    pointer::Pointer,
    position::Position,
};

/// A member of a schema whose name begins with `x-`, which OpenAPI leaves to its users.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Extension {
    /// Its name, with the `x-`.
    pub name: String,
    /// Its value.
    pub value: serde_json::Value,
    /// The file it is in.
    pub file: String,
    /// Where it is in that file.
    pub pointer: Pointer,
    /// Where its value begins.
    pub position: Position,
}

/// What an extension is written at. A hook may change it, except for names that others refer to.
#[derive(Debug)]
#[non_exhaustive]
pub enum Item<'a> {
    /// A type.
    Type(&'a mut TypeDef),
    /// A member of an object.
    Member(&'a mut Member),
}
