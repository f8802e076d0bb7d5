//! The file that the generated types share.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

use super::docs;
use crate::{Error, model::SHARED_MODULE};

/// Its parts by the names that are used from outside, each there only where it is used, so that
/// the compiler sees no dead code.
const PARTS: [(&str, &str); 8] = [
    ("Key", include_str!("shared/key.rs")),
    ("required", include_str!("shared/required.rs")),
    ("word", include_str!("shared/word.rs")),
    ("Timestamp", include_str!("shared/timestamp.rs")),
    ("Base64", include_str!("shared/base64.rs")),
    ("tag", include_str!("shared/tag.rs")),
    ("fits", include_str!("shared/fits.rs")),
    ("prefer", include_str!("shared/prefer.rs")),
];

/// The names of the parts that are used.
pub(super) type Used = BTreeSet<String>;

/// The module's name, for paths.
pub(super) fn path() -> Ident {
    format_ident!("{SHARED_MODULE}")
}

/// The parts that source mentions: what stands behind the module's name in a path.
pub(super) fn used(sources: &[TokenStream]) -> Used {
    let mut used = Used::new();
    for source in sources {
        gather(source.clone(), &mut used);
    }
    used
}

fn gather(source: TokenStream, used: &mut Used) {
    // The last identifier was the module's name, and only colons came since.
    let mut behind_module = false;
    for token in source {
        match token {
            TokenTree::Ident(ident) if behind_module => {
                used.insert(ident.to_string());
                behind_module = false;
            }
            TokenTree::Ident(ident) => behind_module = ident == SHARED_MODULE,
            TokenTree::Punct(punct) => behind_module &= punct.as_char() == ':',
            TokenTree::Group(group) => {
                behind_module = false;
                gather(group.stream(), used);
            }
            TokenTree::Literal(_) => behind_module = false,
        }
    }
}

/// The module's declaration, if anything of it is used.
pub(super) fn declaration(used: &Used) -> Option<TokenStream> {
    let module = path();
    (!used.is_empty()).then(|| quote! { mod #module; })
}

/// What users of the types need to name.
pub(super) fn exported(used: &Used) -> Option<TokenStream> {
    let module = path();
    used.contains("Base64")
        .then(|| quote! { pub use #module::Base64; })
}

/// What is in the file, if anything of it is used.
pub(super) fn items(used: &Used) -> Result<Option<TokenStream>, Error> {
    if used.is_empty() {
        return Ok(None);
    }
    let docs = docs::inner("What the types beside this module share to read JSON.");
    let generated = |source| Error::Generated {
        file: format!("{SHARED_MODULE}.rs"),
        source,
    };
    let parts = PARTS.iter().filter(|(name, _)| used.contains(*name));
    let parts: String = parts.map(|(_, text)| *text).collect();
    let parts: TokenStream = parts
        .parse()
        .map_err(|error: proc_macro2::LexError| generated(syn::Error::new(error.span(), error)))?;
    Ok(Some(quote! { #docs #parts }))
}
