//! What stands for a member that is absent.

use proc_macro2::{Literal as Token, TokenStream};
use quote::{format_ident, quote};

use super::{docs, object::ident, ty};
use crate::model::{Literal, Member, Type};

/// A method that gives the value of a member or its default.
pub(super) fn accessor(member: &Member) -> Option<TokenStream> {
    // A hook may have put another type in the place of the one that the default is of.
    let is_foreign = matches!(member.ty, Type::Path(_));
    if member.required || member.nullable || is_foreign {
        return None;
    }
    let default = member.default.as_ref()?;
    let (ty, value, shown) = parts(member, default);
    let text = format!("`{}`, or `{shown}` when it is absent.", member.wire);
    let docs = docs::outer(&text, "");
    let name = format_ident!("{}_or_default", member.name.plain().trim_end_matches('_'));
    let deprecated = super::deprecated(member.deprecated);
    // The document chooses the number, also one that looks like a constant of nature.
    let allow = matches!(default, Literal::Float(_))
        .then(|| quote! { #[allow(clippy::approx_constant, clippy::excessive_precision)] });
    Some(quote! {
        #docs
        #deprecated
        #allow
        #[must_use]
        pub fn #name(&self) -> #ty {
            #value
        }
    })
}

/// The type that the method returns, its body, and the default as text.
fn parts(member: &Member, default: &Literal) -> (TokenStream, TokenStream, String) {
    let field = ident(&member.name);
    let ty = ty::declared(&member.ty);
    match default {
        Literal::Boolean(flag) => (
            ty,
            quote! { self.#field.unwrap_or(#flag) },
            flag.to_string(),
        ),
        Literal::Integer(number) => {
            let token = Token::i64_unsuffixed(*number);
            (
                ty,
                quote! { self.#field.unwrap_or(#token) },
                number.to_string(),
            )
        }
        Literal::Float(number) => {
            let token = Token::f64_unsuffixed(*number);
            (
                ty,
                quote! { self.#field.unwrap_or(#token) },
                number.to_string(),
            )
        }
        Literal::Text(text) => {
            let value = quote! { self.#field.as_deref().unwrap_or(#text) };
            (quote! { &str }, value, text.replace('`', "'"))
        }
        Literal::Word(name, variant) => {
            let name = ty::name(name);
            let shown = format!("{name}::{variant}");
            let variant = format_ident!("{}", variant.as_str());
            let value = quote! { self.#field.clone().unwrap_or(#name::#variant) };
            (ty, value, shown)
        }
    }
}
