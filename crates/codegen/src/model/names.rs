//! Names of Rust, made from names of documents.

use std::fmt;

use heck::{ToSnakeCase, ToUpperCamelCase};

/// A name of a struct or an enum.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TypeName(String);

/// A name of a field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldName(String);

/// A name of an enum's variant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VariantName(String);

/// Names that generated code uses unqualified.
const PRELUDE: [&str; 9] = [
    "Debug", "Clone", "Default", "Err", "None", "Option", "Result", "String", "Vec",
];

/// Names of the types and fields that every generated type has, besides those of the document.
const EXTRA: &str = "extra";
const UNKNOWN: &str = "Unknown";

impl TypeName {
    pub(super) fn new(wire: &str) -> Option<Self> {
        let name = wire.to_upper_camel_case();
        is_identifier(&name).then_some(Self(name))
    }

    /// Whether the name hides one that generated code needs.
    pub(super) fn is_taken(&self) -> bool {
        PRELUDE.contains(&self.0.as_str())
    }

    /// The name of the module, and of its file without `.rs`.
    #[must_use]
    pub fn module(&self) -> String {
        self.0.to_snake_case()
    }
}

impl FieldName {
    pub(super) fn new(wire: &str) -> Option<Self> {
        let name = wire.to_snake_case();
        let candidates = [name.clone(), format!("r#{name}"), format!("{name}_")];
        candidates
            .into_iter()
            .find(|name| is_identifier(name))
            .map(Self)
    }

    pub(super) fn is_taken(&self) -> bool {
        self.0 == EXTRA
    }

    /// The name without the `r#` that keywords need.
    #[must_use]
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl VariantName {
    pub(super) fn new(wire: &str) -> Option<Self> {
        let name = wire.to_upper_camel_case();
        is_identifier(&name).then_some(Self(name))
    }

    pub(super) fn is_taken(&self) -> bool {
        self.0 == UNKNOWN
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

fn is_identifier(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok()
}
