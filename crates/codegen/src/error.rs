//! What can go wrong, with the place in the document.

use std::{io, path::PathBuf};

use crate::document::{Pointer, Position};

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
    #[error("version {0} is not supported: write an OpenAPI 3.1 document")]
    Version(String),
    /// This part does not have the shape that OpenAPI gives it.
    #[error("not valid in an OpenAPI 3.1 document: {0}")]
    Shape(String),
    /// A keyword changes which values are valid in a way that the types cannot express.
    #[error("the keyword `{0}` is not supported: describe the schema without it")]
    Keyword(String),
    /// The schema's type has no counterpart.
    #[error("{0} is not supported here: give the schema one type (besides \"null\")")]
    Type(String),
    /// The format needs a type of its own that is not there yet.
    #[error("the format `{0}` is not supported: leave it out to get the plain type")]
    Format(String),
    /// An object or enum stands where only a reference to one can.
    #[error("an inline {0} has no name: move it to #/components/schemas and refer to it")]
    Inline(&'static str),
    /// A top-level schema is neither an object nor an enum of strings.
    #[error("only objects and enums of strings become types: write this where it is used")]
    NotAType,
    /// A reference leads nowhere.
    #[error("{0} is not a schema of this document: refer to #/components/schemas/NAME")]
    Reference(String),
    /// A required member is not described.
    #[error("the required member `{0}` is not among the properties: describe it")]
    Undescribed(String),
    /// A member must be there and may be null, which one `Option` cannot tell apart.
    #[error("a required member cannot be null as well: drop one of the two")]
    RequiredNull,
    /// An enum has a value that is not a string, or no value.
    #[error("an enum needs strings only, at least one")]
    Words,
    /// A name gives no Rust identifier.
    #[error("`{0}` cannot be made a Rust name: rename it")]
    Name(String),
    /// Two names become the same in Rust, or one that is taken.
    #[error("`{name}` becomes `{rust}` in Rust, which is taken: rename it")]
    Clash {
        /// The name in the document.
        name: String,
        /// The name in Rust.
        rust: String,
    },
    /// A struct would contain itself without a list between.
    #[error("the schema contains itself through {0}: put a list between")]
    Recursion(String),
}
