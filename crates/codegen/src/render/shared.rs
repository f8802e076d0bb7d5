//! The file that the generated types share.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{SourceFile, docs};
use crate::{
    Error,
    model::{Model, Shape, Type},
};

/// Its module.
pub(super) const MODULE: &str = "serde_support";

/// Its parts, each there only where it is used, so that the compiler sees no dead code.
const KEY: &str = include_str!("shared/key.rs");
const REQUIRED: &str = include_str!("shared/required.rs");
const TIMESTAMP: &str = include_str!("shared/timestamp.rs");
const WORD: &str = include_str!("shared/word.rs");

/// The module's name, for paths.
pub(super) fn path() -> Ident {
    format_ident!("{MODULE}")
}

/// The module's declaration, if `model` needs it.
pub(super) fn declaration(model: &Model) -> Option<TokenStream> {
    let module = path();
    (!parts(model).is_empty()).then(|| quote! { mod #module; })
}

/// The file, if `model` needs it.
pub(super) fn file(model: &Model) -> Result<Option<SourceFile>, Error> {
    let parts = parts(model);
    if parts.is_empty() {
        return Ok(None);
    }
    let docs = docs::inner("What the types beside this module share to read JSON.");
    let generated = |source| Error::Generated {
        file: format!("{MODULE}.rs"),
        source,
    };
    let parts: TokenStream = parts
        .concat()
        .parse()
        .map_err(|error: proc_macro2::LexError| generated(syn::Error::new(error.span(), error)))?;
    super::file(model, MODULE, quote! { #docs #parts }).map(Some)
}

fn parts(model: &Model) -> Vec<&'static str> {
    let objects = || {
        model
            .types
            .iter()
            .filter_map(|type_def| match &type_def.shape {
                Shape::Object(members) => Some(members),
                Shape::Words(_) => None,
            })
    };
    let has_objects = objects().next().is_some();
    let has_words = objects().count() < model.types.len();
    let has_required = objects().flatten().any(|member| member.required);
    let has_times = objects().flatten().any(|member| is_time(&member.ty));
    let parts = [
        (has_objects, KEY),
        (has_required, REQUIRED),
        (has_words, WORD),
        (has_times, TIMESTAMP),
    ];
    parts
        .into_iter()
        .filter_map(|(needed, part)| needed.then_some(part))
        .collect()
}

fn is_time(ty: &Type) -> bool {
    match ty {
        Type::Time => true,
        Type::List(item) => is_time(item),
        _ => false,
    }
}
