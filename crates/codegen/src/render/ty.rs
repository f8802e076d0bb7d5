//! Types of members, as they are declared, given and read.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{context::Context, shared};
use crate::{
    Error,
    model::{Literal, Member, Model, Shape, Type, TypeDef, TypeName},
};

pub(super) fn name(name: &TypeName) -> Ident {
    format_ident!("{}", name.as_str())
}

/// The type of a value.
pub(super) fn declared(ty: &Type) -> TokenStream {
    match ty {
        Type::Boolean => quote! { bool },
        Type::Integer(primitive) => {
            let primitive = format_ident!("{primitive}");
            quote! { #primitive }
        }
        Type::Float32 => quote! { f32 },
        Type::Float64 => quote! { f64 },
        Type::String => quote! { String },
        Type::Time => quote! { chrono::DateTime<chrono::Utc> },
        Type::Date => quote! { chrono::NaiveDate },
        Type::Base64 => {
            let shared = shared::path();
            quote! { #shared::Base64 }
        }
        Type::Any => quote! { serde_json::Value },
        Type::Free => quote! { serde_json::Map<String, serde_json::Value> },
        Type::List(item) => generic(&quote! { Vec }, &declared(item)),
        Type::Map(value) => map(&declared(value)),
        Type::Nullable(ty) => generic(&quote! { Option }, &declared(ty)),
        Type::Named(named) => {
            let named = name(named);
            quote! { #named }
        }
        Type::Boxed(named) => {
            let named = name(named);
            quote! { Box<#named> }
        }
        Type::Path(path) => path.parse().unwrap_or_default(),
    }
}

fn generic(outer: &TokenStream, inner: &TokenStream) -> TokenStream {
    quote! { #outer<#inner> }
}

pub(super) fn map(value: &TokenStream) -> TokenStream {
    quote! { std::collections::BTreeMap<String, #value> }
}

/// The type of a member's field.
pub(super) fn field(member: &Member) -> TokenStream {
    let ty = declared(&member.ty);
    match (member.required, member.nullable) {
        (true, false) => ty,
        (false, true) => quote! { Option<Option<#ty>> },
        _ => quote! { Option<#ty> },
    }
}

/// The type of a parameter that gives a member's value, and the value made from it.
pub(super) fn given(member: &Member, parameter: &Ident) -> (TokenStream, TokenStream) {
    match (&member.ty, member.nullable) {
        (Type::String, false) => (quote! { impl Into<String> }, quote! { #parameter.into() }),
        (Type::Boxed(named), false) => {
            let named = name(named);
            (quote! { #named }, quote! { Box::new(#parameter) })
        }
        (Type::Boxed(named), true) => {
            let named = name(named);
            let value = quote! { #parameter.map(Box::new) };
            (quote! { Option<#named> }, value)
        }
        (ty, true) => (
            generic(&quote! { Option }, &declared(ty)),
            quote! { #parameter },
        ),
        (ty, false) => (declared(ty), quote! { #parameter }),
    }
}

/// The type that reads what the declared type cannot, and what follows it to get the value.
pub(super) fn reader(context: &Context<'_>, ty: &Type) -> Option<(TokenStream, TokenStream)> {
    let shared = shared::path();
    match context.resolved(ty) {
        Type::Time => Some((quote! { #shared::Timestamp }, quote! { .0 })),
        Type::List(item) => {
            let (item, value) = reader(context, item)?;
            let items = quote! { .into_iter().map(|item| item #value).collect() };
            Some((generic(&quote! { Vec }, &item), items))
        }
        Type::Map(item) => {
            let (item, value) = reader(context, item)?;
            let items = quote! { .into_iter().map(|(name, item)| (name, item #value)).collect() };
            Some((map(&item), items))
        }
        Type::Nullable(ty) => {
            let (ty, value) = reader(context, ty)?;
            let some = quote! { .map(|value| value #value) };
            Some((generic(&quote! { Option }, &ty), some))
        }
        _ => None,
    }
}

/// The named types that a type's file mentions.
pub(super) fn mentioned(type_def: &TypeDef) -> Vec<&TypeName> {
    let mut names: Vec<&TypeName> = match &type_def.shape {
        Shape::Object(object) => {
            let members = object.members.iter();
            let types = members.clone().map(|member| &member.ty);
            let types = types.chain(&object.others).filter_map(named);
            types.chain(members.filter_map(default)).collect()
        }
        Shape::Choice(choice) => {
            let types = choice.alternatives.iter().map(|one| &one.ty);
            types.filter_map(named).collect()
        }
        Shape::Alias(ty) | Shape::Wrapper(ty) => named(ty).into_iter().collect(),
        Shape::Words(_) => Vec::new(),
    };
    names.sort();
    names.dedup();
    names
}

fn default(member: &Member) -> Option<&TypeName> {
    match &member.default {
        Some(Literal::Word(name, _)) => Some(name),
        _ => None,
    }
}

fn named(ty: &Type) -> Option<&TypeName> {
    match ty {
        Type::Named(name) | Type::Boxed(name) => Some(name),
        Type::List(item) | Type::Map(item) | Type::Nullable(item) => named(item),
        _ => None,
    }
}

/// Whether a type's file declares something that clippy finds too complex to read.
pub(super) fn is_deep(type_def: &TypeDef) -> bool {
    let depths: Vec<usize> = match &type_def.shape {
        Shape::Object(object) => {
            let members = object.members.iter();
            let members = members.map(|member| depth(&member.ty) + 2);
            members
                .chain(object.others.iter().map(|ty| depth(ty) + 1))
                .collect()
        }
        Shape::Choice(choice) => choice
            .alternatives
            .iter()
            .map(|one| depth(&one.ty))
            .collect(),
        Shape::Alias(ty) | Shape::Wrapper(ty) => vec![depth(ty)],
        Shape::Words(_) => Vec::new(),
    };
    depths.into_iter().any(|depth| depth > 5)
}

fn depth(ty: &Type) -> usize {
    match ty {
        Type::List(item) | Type::Map(item) | Type::Nullable(item) => depth(item) + 1,
        _ => 0,
    }
}

/// Attributes that a hook added; [`check`] has seen that they parse.
pub(super) fn attributes(attributes: &[String]) -> TokenStream {
    let attributes = attributes.iter();
    let parsed = attributes.map(|text| text.parse::<TokenStream>().unwrap_or_default());
    parsed.collect()
}

/// Refuses paths and attributes of the caller's that are no Rust.
pub(super) fn check(model: &Model) -> Result<(), Error> {
    for type_def in &model.types {
        check_attributes(&type_def.attributes)?;
        match &type_def.shape {
            Shape::Object(object) => {
                for member in &object.members {
                    check_attributes(&member.attributes)?;
                    check_path(&member.ty)?;
                }
                object.others.iter().try_for_each(check_path)?;
            }
            Shape::Choice(choice) => {
                let mut types = choice.alternatives.iter().map(|one| &one.ty);
                types.try_for_each(check_path)?;
            }
            Shape::Alias(ty) | Shape::Wrapper(ty) => check_path(ty)?,
            Shape::Words(_) => {}
        }
    }
    Ok(())
}

fn check_path(ty: &Type) -> Result<(), Error> {
    match ty {
        Type::Path(path) => parsed(path, syn::parse_str::<syn::Type>(path)),
        Type::List(item) | Type::Map(item) | Type::Nullable(item) => check_path(item),
        _ => Ok(()),
    }
}

fn check_attributes(attributes: &[String]) -> Result<(), Error> {
    use syn::parse::Parser as _;
    let parse = |text: &String| {
        let result = syn::Attribute::parse_outer.parse_str(text);
        parsed(text, result)
    };
    attributes.iter().try_for_each(parse)
}

fn parsed<T>(text: &str, result: syn::Result<T>) -> Result<(), Error> {
    let fault = |source| Error::Rust {
        text: text.to_owned(),
        source,
    };
    result.map(drop).map_err(fault)
}
