//! What can go wrong, with the place in the document.

use std::{io, path::PathBuf};

use crate::pointer::Pointer;
use crate::position::Position;

/// Why no source could be generated or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file or folder could not be written or removed.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file that was written by hand is in the way; move it out of the folder.
    #[error("{} was not generated and is not overwritten: move it elsewhere", path.display())]
    NotGenerated {
        /// The file in the way.
        path: PathBuf,
    },
    /// The text is not YAML or JSON, or has a key twice.
    #[error("{file}:{position}: {message}")]
    Syntax {
        /// The document.
        file: String,
        /// Where reading stopped.
        position: Position,
        /// What the reader said.
        message: String,
    },
    /// The document says something that cannot be turned into types.
    #[error(transparent)]
    Spec(#[from] Box<SpecError>),
    /// `rustfmt` could not be run, or refused the source.
    #[error("cannot format {file} with rustfmt ({reason}): run `rustup component add rustfmt`")]
    Rustfmt {
        /// The file that was to be formatted.
        file: String,
        /// What went wrong.
        reason: String,
    },
    /// A path or an attribute that the caller gave is no Rust source.
    #[error("`{text}` is not valid Rust here")]
    Rust {
        /// What was given.
        text: String,
        /// What the parser said.
        source: syn::Error,
    },
    /// The generated tokens are no Rust source: a fault of this crate.
    #[error("the source generated for {file} does not parse: please report this")]
    Generated {
        /// The file that was to be generated.
        file: String,
        /// What the parser said.
        source: syn::Error,
    },
}

/// A place in a document and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{position}: {pointer}: {problem}")]
#[non_exhaustive]
pub struct SpecError {
    /// The document, as it was named when read.
    pub file: String,
    /// The JSON pointer (RFC 6901) of the faulty part, as a URI fragment.
    pub pointer: Pointer,
    /// Where that part begins.
    pub position: Position,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong at one place of a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The document is not of a version that is understood.
    #[error("version {0} is not supported: write an OpenAPI 3.0 or 3.1 document")]
    Version(String),
    /// This part does not have the shape that OpenAPI gives it.
    #[error("not valid in an OpenAPI document: {0}")]
    Shape(String),
    /// A keyword changes which values are valid in a way that the types cannot express.
    #[error("the keyword `{0}` is not supported: describe the schema without it")]
    Keyword(String),
    /// The word of OpenAPI 3.0 for null, in a document of 3.1, where it means nothing.
    #[error("`nullable` means nothing in OpenAPI 3.1: write `type: [..., \"null\"]`")]
    Nullable,
    /// The schema's type has no counterpart.
    #[error("{0} is not supported: give the schema a type (besides \"null\")")]
    Type(String),
    /// A list without a description of what is in it.
    #[error("a list needs `items`: say what it holds")]
    Items,
    /// Several types of which one is an object with members.
    #[error("an object among several types is not supported: list the types under `oneOf`")]
    MixedObject,
    /// The format means values that the plain type may not hold.
    #[error(
        "the format `{0}` is not supported: leave it out to get the plain type, or map it to a \
         Rust type"
    )]
    Format(String),
    /// Text in an encoding that is not read.
    #[error("the encoding `{0}` is not supported: use base64, or leave it out to get the text")]
    Encoding(String),
    /// A reference leads nowhere.
    #[error("{0} leads nowhere: refer to #/components/schemas/NAME or to another file")]
    Reference(String),
    /// A reference leads to the network.
    #[error("{0} is on the network: save it as a file and refer to that")]
    RemoteReference(String),
    /// The file that a reference names cannot be read.
    #[error("cannot read {path}, which is referred to here: {reason}")]
    OtherFile {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// A schema consists of itself.
    #[error("this leads back to itself: describe what the value is")]
    Circle,
    /// Too many references or combinations lead from one to the next.
    #[error("more than 100 references lead from one to the next up to here: refer to the last")]
    TooDeep,
    /// Schemas that hold together are not all objects, or have alternatives among them.
    #[error(
        "only objects can be combined, and not with alternatives: make the alternatives a member, \
         or repeat the members in each"
    )]
    Combination,
    /// Two schemas that hold together describe a member differently.
    #[error("`{0}` is described in two ways that do not agree: use one type for both")]
    Conflict(String),
    /// A required member is not described.
    #[error("the required member `{0}` is not among the properties: describe it")]
    Undescribed(String),
    /// An alternative without a name has nothing by which a discriminator could tell it.
    #[error("nothing tells this alternative by `{0}`: give it that member with one `enum` word")]
    Untagged(String),
    /// An alternative of a discriminator is no object.
    #[error("a discriminator can only tell objects apart: drop it, or this alternative")]
    TaggedScalar,
    /// An entry of a mapping names none of the alternatives.
    #[error("`{0}` is not one of the alternatives: refer to one of them")]
    Mapping(String),
    /// A word is there twice.
    #[error("the word `{0}` is there twice: drop one")]
    Twice(String),
    /// A default is not of the schema's type.
    #[error("the default {0} is not a value of this schema: correct or drop it")]
    Default(String),
    /// An enum has a value that is not a string, or no value.
    #[error("an enum needs strings only, at least one")]
    Words,
    /// The hook for extensions refused one.
    #[error("{name}: {reason}")]
    Extension {
        /// The name of the extension.
        name: String,
        /// What the hook said.
        reason: String,
    },
}
