//! What can be chosen.

use std::{collections::BTreeMap, fmt};

use crate::{
    COMMAND,
    hook::{Extension, Item},
};

type Hook = Box<dyn Fn(&Extension, Item<'_>) -> Result<(), String> + Send + Sync>;

/// Generates source with choices of the caller's.
///
/// ```
/// use work_requests_codegen::{Document, Generator, Item, model::Type};
///
/// let document = Document::parse(
///     "keys.yaml",
///     r#"
/// openapi: 3.1.0
/// info: { title: Keys, version: "1" }
/// components:
///   schemas:
///     Key:
///       type: object
///       required: [id, secret]
///       properties:
///         id: { type: string, format: uuid }
///         secret: { type: string, x-secret: true }
/// "#,
/// )?;
/// let files = Generator::new()
///     .format("uuid", "uuid::Uuid")
///     .on_extension(|extension, item| {
///         match (extension.name.as_str(), item) {
///             ("x-secret", Item::Member(member)) => {
///                 member.ty = Type::Path("crate::Secret".to_owned());
///                 Ok(())
///             }
///             (name, _) => Err(format!("nobody knows {name}")),
///         }
///     })
///     .generate(&document)?;
/// let key = files.iter().find(|file| file.name == "key.rs").unwrap();
/// assert!(key.text.contains("pub id: uuid::Uuid,"));
/// assert!(key.text.contains("pub secret: crate::Secret,"));
/// # Ok::<(), work_requests_codegen::Error>(())
/// ```
pub struct Generator {
    nulls: Nulls,
    formats: BTreeMap<String, String>,
    hook: Option<Hook>,
    rustfmt: bool,
    command: String,
    folder: Option<String>,
}

/// What null means in an optional member whose schema allows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Nulls {
    /// A value of its own: the field is `Option<Option<T>>`, and `Some(None)` is null.
    #[default]
    Kept,
    /// The same as absence: the field is `Option<T>`, and null is not written.
    Absent,
}

impl Generator {
    /// A generator that keeps null, maps no formats, ignores extensions and formats with
    /// `rustfmt`.
    #[must_use]
    pub fn new() -> Self {
        Self {
            nulls: Nulls::default(),
            formats: BTreeMap::new(),
            hook: None,
            rustfmt: true,
            command: COMMAND.to_owned(),
            folder: None,
        }
    }

    /// What null means in an optional member. Default: [`Nulls::Kept`].
    #[must_use]
    pub fn nulls(mut self, nulls: Nulls) -> Self {
        self.nulls = nulls;
        self
    }

    /// The Rust type at `path` for values of `format`, instead of the default.
    ///
    /// It must be `Debug`, `Clone`, `PartialEq` and serde's `Serialize` and `Deserialize`.
    #[must_use]
    pub fn format(mut self, format: impl Into<String>, path: impl Into<String>) -> Self {
        self.formats.insert(format.into(), path.into());
        self
    }

    /// Calls `hook` for each member of a type's or a member's schema that begins with `x-`, in
    /// the order of the document. Default: they are ignored.
    ///
    /// What it says in an error becomes a [`Problem::Extension`](crate::Problem::Extension) with
    /// the place.
    #[must_use]
    pub fn on_extension(
        mut self,
        hook: impl Fn(&Extension, Item<'_>) -> Result<(), String> + Send + Sync + 'static,
    ) -> Self {
        self.hook = Some(Box::new(hook));
        self
    }

    /// Leaves the layout as `prettyplease` makes it, for where `rustfmt` is not installed.
    #[must_use]
    pub fn without_rustfmt(mut self) -> Self {
        self.rustfmt = false;
        self
    }

    /// The command that the first line of each file names. Default: `cargo xtask codegen`.
    #[must_use]
    pub fn command(mut self, command: impl Into<String>) -> Self {
        self.command = command.into();
        self
    }

    /// The name of the folder (and so of the module) that the files are for. A schema of the
    /// same name then causes no warning of clippy's.
    #[must_use]
    pub fn folder(mut self, name: impl Into<String>) -> Self {
        self.folder = Some(name.into());
        self
    }

    pub(crate) fn null_handling(&self) -> Nulls {
        self.nulls
    }

    pub(crate) fn path(&self, format: &str) -> Option<&str> {
        self.formats.get(format).map(String::as_str)
    }

    pub(crate) fn run_hook(&self, extension: &Extension, item: Item<'_>) -> Result<(), String> {
        self.hook
            .as_ref()
            .map_or(Ok(()), |hook| hook(extension, item))
    }

    pub(crate) fn uses_rustfmt(&self) -> bool {
        self.rustfmt
    }

    pub(crate) fn command_name(&self) -> &str {
        &self.command
    }

    pub(crate) fn folder_name(&self) -> Option<&str> {
        self.folder.as_deref()
    }
}

impl Default for Generator {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Generator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Generator")
            .field("nulls", &self.nulls)
            .field("formats", &self.formats)
            .field("rustfmt", &self.rustfmt)
            .field("command", &self.command)
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}
