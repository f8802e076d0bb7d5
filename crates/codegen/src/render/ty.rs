//! Types of members, as they are declared, given and read.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::shared;
use crate::model::{Member, Type, TypeName};

pub(super) fn name(name: &TypeName) -> Ident {
    format_ident!("{}", name.as_str())
}

/// The type of a value.
pub(super) fn declared(ty: &Type) -> TokenStream {
    match ty {
        Type::Boolean => quote! { bool },
        Type::Int32 => quote! { i32 },
        Type::Int64 => quote! { i64 },
        Type::Float32 => quote! { f32 },
        Type::Float64 => quote! { f64 },
        Type::String => quote! { String },
        Type::Time => quote! { chrono::DateTime<chrono::Utc> },
        Type::List(item) => {
            let item = declared(item);
            quote! { Vec<#item> }
        }
        Type::Named(named) => {
            let named = name(named);
            quote! { #named }
        }
    }
}

/// The type of a member's field.
pub(super) fn field(member: &Member) -> TokenStream {
    let ty = declared(&member.ty);
    if member.required {
        ty
    } else {
        quote! { Option<#ty> }
    }
}

/// The type of a parameter that gives a value, and the value made from it.
pub(super) fn given(ty: &Type, parameter: &Ident) -> (TokenStream, TokenStream) {
    match ty {
        Type::String => (quote! { impl Into<String> }, quote! { #parameter.into() }),
        _ => (declared(ty), quote! { #parameter }),
    }
}

/// The expression that reads a member's value from `members`.
pub(super) fn read(member: &Member, members: &Ident) -> TokenStream {
    let reader = reader(&member.ty);
    match (&reader, member.required) {
        (None, true) => quote! { Some(#members.next_value()?) },
        (None, false) => quote! { #members.next_value()? },
        (Some((ty, value)), true) => quote! { Some(#members.next_value::<#ty>()?#value) },
        (Some((ty, value)), false) => {
            quote! { #members.next_value::<Option<#ty>>()?.map(|value| value #value) }
        }
    }
}

/// The type that reads what the declared type cannot, and what follows it to get the value.
fn reader(ty: &Type) -> Option<(TokenStream, TokenStream)> {
    let shared = shared::path();
    match ty {
        Type::Time => Some((quote! { #shared::Timestamp }, quote! { .0 })),
        Type::List(item) => {
            let (item, value) = reader(item)?;
            let items = quote! { .into_iter().map(|item| item #value).collect() };
            Some((quote! { Vec<#item> }, items))
        }
        _ => None,
    }
}

/// The named types that `members` mention.
pub(super) fn mentioned(members: &[Member]) -> Vec<&TypeName> {
    let mut names: Vec<&TypeName> = members
        .iter()
        .filter_map(|member| named(&member.ty))
        .collect();
    names.sort_by_key(|name| name.as_str());
    names.dedup();
    names
}

fn named(ty: &Type) -> Option<&TypeName> {
    match ty {
        Type::Named(name) => Some(name),
        Type::List(item) => named(item),
        _ => None,
    }
}
