//! Names of Rust, made from names of documents.

use std::{collections::HashSet, fmt};

use heck::{ToSnakeCase, ToUpperCamelCase};

/// A name of a struct, an enum or an alias.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeName(String);

/// A name of a field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldName(String);

/// A name of an enum's variant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VariantName(String);

/// Names that generated code uses unqualified.
const PRELUDE: [&str; 15] = [
    "Base64", "Box", "Clone", "Debug", "Default", "Err", "From", "Into", "None", "Ok", "Option",
    "Result", "Some", "String", "Vec",
];

/// Names of the fields and variants that generated types have besides those of the document.
const EXTRA: &str = "extra";
const UNKNOWN: &str = "Unknown";

/// The names given in one scope, so that each is given once.
///
/// A name that is taken gets the lowest number from 2 that makes it free: which names change
/// depends only on what comes before them.
#[derive(Debug, Default)]
pub(crate) struct Scope(HashSet<String>);

impl Scope {
    /// A scope in which `names` are taken from the start.
    pub(crate) fn without(names: &[&str]) -> Self {
        Self(names.iter().map(|name| (*name).to_owned()).collect())
    }

    /// `name`, or the next like it that is free as `key` makes it comparable.
    fn free(&mut self, name: String, key: impl Fn(&str) -> String) -> String {
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let mut candidates = std::iter::once(name.clone()).chain(numbered);
        let free = candidates.find(|name| self.0.insert(key(name)));
        free.unwrap_or(name)
    }
}

impl TypeName {
    /// A name for a type that the document calls `wire`.
    ///
    /// Modules differ in fewer letters than types do, and file systems may ignore case.
    pub(crate) fn new(wire: &str, scope: &mut Scope) -> Self {
        let name = match camel(wire) {
            name if PRELUDE.contains(&name.as_str()) => format!("{name}2"),
            name => name,
        };
        Self(scope.free(name, module))
    }

    /// The name of the module, and of its file without `.rs`.
    #[must_use]
    pub fn module(&self) -> String {
        module(&self.0)
    }
}

impl FieldName {
    pub(crate) fn new(wire: &str, scope: &mut Scope) -> Self {
        let name = match wire.to_snake_case() {
            name if is_identifier(&name) || is_identifier(&format!("r#{name}")) => name,
            name if matches!(name.as_str(), "self" | "super" | "crate") => format!("{name}_"),
            name => format!("member_{}", spelled(wire, &name)).to_snake_case(),
        };
        // A setter called `with_a` would not tell `a` from one that is numbered to be `a` again.
        let name = scope.free(name, str::to_owned);
        match is_identifier(&name) {
            true => Self(name),
            false => Self(format!("r#{name}")),
        }
    }

    /// A scope for the fields of one struct.
    pub(crate) fn scope() -> Scope {
        Scope::without(&[EXTRA])
    }

    /// The name without the `r#` that keywords need.
    #[must_use]
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl VariantName {
    pub(crate) fn new(wire: &str, scope: &mut Scope) -> Self {
        Self(scope.free(camel(wire), str::to_owned))
    }

    /// A scope for the variants of one enum.
    pub(crate) fn scope() -> Scope {
        Scope::without(&[UNKNOWN])
    }
}

macro_rules! as_text {
    ($($name:ident)*) => {$(
        impl $name {
            /// The name as it stands in source code.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    )*};
}

as_text!(TypeName FieldName VariantName);

fn camel(wire: &str) -> String {
    match wire.to_upper_camel_case() {
        name if is_identifier(&name) => name,
        name => format!("Value{}", spelled(wire, &name)),
    }
}

/// What to put behind a prefix for a name that begins with a digit or has no letters at all.
fn spelled(wire: &str, name: &str) -> String {
    if wire.is_empty() {
        return "Empty".to_owned();
    }
    if !name.is_empty() && is_identifier(&format!("A{name}")) {
        return name.to_owned();
    }
    let codes = wire
        .chars()
        .map(|letter| format!("U{:x}", u32::from(letter)));
    codes.collect()
}

/// Modules are found by the names of their files, which the compiler wants in ASCII.
fn module(name: &str) -> String {
    let name = name.to_snake_case();
    let letters = name.chars().map(|letter| match letter {
        letter if letter.is_ascii() => letter.to_string(),
        letter => format!("u{:x}", u32::from(letter)),
    });
    match letters.collect::<String>() {
        name if is_identifier(&name) && name != "mod" => name,
        name => format!("{name}_"),
    }
}

/// Whether a name can stand as it is; `gen` is a keyword that `syn` lets pass.
fn is_identifier(name: &str) -> bool {
    name != "gen" && syn::parse_str::<syn::Ident>(name).is_ok()
}
