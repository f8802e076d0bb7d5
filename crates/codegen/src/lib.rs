//! Writes Rust model types from OpenAPI documents.
//!
//! A service describes its JSON in an OpenAPI document; writing the matching structs by hand is
//! dull and goes stale. [`generate`] turns the schemas of a [`Document`] into one source file per
//! schema, and [`sync`] writes them to a folder or, in the same pass, only checks that the folder
//! is fresh. [`Generator`] does the same with choices: what null means, types of the caller's for
//! formats, a hook for `x-` members; its [`build`](Generator::build) serves build scripts.
//!
//! The types bend with the service. Structs are `#[non_exhaustive]` and keep members that the
//! document does not describe; enums keep words, and choices values, that it does not name; null
//! and absence are told apart where the document allows null. They use `serde` (with `derive`),
//! `serde_json` and `chrono` (with `serde`), nothing of this crate.
//!
//! What a document says and the types cannot express is an [`Error`] that names the file, the
//! JSON pointer, the line and the column. No schema becomes an untyped value in silence.
//!
//! ```
//! use work_requests_codegen::{Document, generate};
//!
//! let document = Document::parse(
//!     "pets.yaml",
//!     r#"
//! openapi: 3.1.0
//! info: { title: Pets, version: "1" }
//! components:
//!   schemas:
//!     Pet:
//!       description: An animal that lives with people.
//!       type: object
//!       required: [name]
//!       properties:
//!         name: { type: string, description: What it is called. }
//! "#,
//! )?;
//! let files = generate(&document)?;
//! let pet = files.iter().find(|file| file.name == "pet.rs").unwrap();
//! assert!(pet.text.contains("pub struct Pet {"));
//! assert!(pet.text.contains("pub name: String,"));
//! # Ok::<(), work_requests_codegen::Error>(())
//! ```
//!
//! The way from a document to files (`generate`) has four steps, a module each: `document` (the only
//! one that knows the crate that reads YAML), `read` (what it means, as a [`model`] of what there is
//! to write), `render` (how it is written) and `sync` (where it goes).

mod build;
mod document;
mod error;
mod generate;
mod generator;
mod hook;
pub mod model;
mod pointer;
mod position;
mod read;
mod render;
mod sync;

pub use build::Built;
pub use document::Document;
pub use error::{Error, Problem, SpecError};
pub use generator::{Generator, Nulls};
pub use hook::{Extension, Item};
pub use pointer::Pointer;
pub use position::Position;
pub use render::SourceFile;
pub use sync::{Change, ChangeKind, Mode, sync};

/// The command that brings generated files up to date, as banners and messages name it.
pub const COMMAND: &str = "cargo xtask codegen";

/// Renders every schema of `document` with the defaults of [`Generator`]: `mod.rs`, one file per
/// schema, and what they share.
///
/// The result depends on the document alone, and `cargo fmt` leaves it as it is.
///
/// # Errors
///
/// [`Error::Spec`] when a schema cannot be expressed, [`Error::Rustfmt`] when `rustfmt` cannot be
/// run.
pub fn generate(document: &Document) -> Result<Vec<SourceFile>, Error> {
    Generator::new().generate(document)
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
