//! Choices as enums, open to types of tomorrow.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{context::Context, docs, head, shared, ty};
use crate::model::{Alternative, Choice, Shape, Type, TypeDef};

/// The enum, how it is made from each type, and how it is read.
pub(super) fn items(context: &Context<'_>, type_def: &TypeDef, choice: &Choice) -> TokenStream {
    let definition = definition(type_def, choice);
    let conversions = conversions(context, type_def, choice);
    let deserialize = deserialize(context, type_def, choice);
    quote! { #definition #conversions #deserialize }
}

fn definition(type_def: &TypeDef, choice: &Choice) -> TokenStream {
    let head = head(type_def, "The choice");
    let name = ty::name(&type_def.name);
    let variants = choice.alternatives.iter().map(|alternative| {
        let docs = variant_docs(choice, alternative);
        let (name, ty) = (variant(alternative), ty::declared(&alternative.ty));
        quote! { #docs #name(#ty) }
    });
    quote! {
        #head
        #[derive(Debug, Clone, PartialEq, serde::Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum #name {
            #(#variants,)*
            /// A value that the API's description does not know, kept as it came.
            Unknown(serde_json::Value),
        }
    }
}

fn variant_docs(choice: &Choice, alternative: &Alternative) -> TokenStream {
    let text = match &choice.tag {
        Some(tag) => {
            let words = alternative.words.iter().map(|word| docs::code(word));
            let words: Vec<String> = words.collect();
            format!("An object whose `{tag}` is {}.", words.join(" or "))
        }
        None => {
            let ty = ty::declared(&alternative.ty).to_string().replace(' ', "");
            format!("A value that fits `{ty}`.")
        }
    };
    docs::outer(&text, "")
}

/// `From` for each type, where it is not the same as one before.
fn conversions(context: &Context<'_>, type_def: &TypeDef, choice: &Choice) -> TokenStream {
    let name = ty::name(&type_def.name);
    let mut seen = HashSet::new();
    let distinct = choice.alternatives.iter().filter(|alternative| {
        let key = match context.resolved(&alternative.ty) {
            Type::Boxed(name) => Type::Named(name.clone()),
            ty => ty.clone(),
        };
        seen.insert(expanded(context, &key))
    });
    let all = distinct.map(|alternative| {
        let variant = variant(alternative);
        let (ty, value) = match &alternative.ty {
            Type::Boxed(name) => (Type::Named(name.clone()), quote! { Box::new(value) }),
            ty => (ty.clone(), quote! { value }),
        };
        let ty = ty::declared(&ty);
        quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#variant(#value)
                }
            }
        }
    });
    all.collect()
}

/// The type as text, with every alias seen through.
fn expanded(context: &Context<'_>, ty: &Type) -> String {
    match context.resolved(ty) {
        Type::List(item) => format!("Vec<{}>", expanded(context, item)),
        Type::Map(item) => format!("Map<{}>", expanded(context, item)),
        Type::Nullable(item) => format!("Option<{}>", expanded(context, item)),
        other => ty::declared(other).to_string(),
    }
}

fn deserialize(context: &Context<'_>, type_def: &TypeDef, choice: &Choice) -> TokenStream {
    let name = ty::name(&type_def.name);
    let d = context.parameter("D");
    let body = match &choice.tag {
        Some(tag) => tagged(context, choice, tag),
        None => untagged(context, choice),
    };
    quote! {
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<#d: serde::Deserializer<'de>>(deserializer: #d) -> Result<Self, #d::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                #body
            }
        }
    }
}

fn tagged(context: &Context<'_>, choice: &Choice, tag: &str) -> TokenStream {
    let shared = shared::path();
    let arms = choice.alternatives.iter().map(|alternative| {
        let (name, words) = (variant(alternative), &alternative.words);
        let read = match ty::reader(context, &alternative.ty) {
            None => quote! { #shared::tagged(&value).map(Self::#name) },
            Some((ty, rest)) => {
                quote! { #shared::tagged::<#ty, _>(&value).map(|part| Self::#name(part #rest)) }
            }
        };
        quote! { #(#words)|* => #read, }
    });
    quote! {
        match #shared::tag(&value, #tag)? {
            #(#arms)*
            _ => Ok(Self::Unknown(value)),
        }
    }
}

/// Tries the types, the closer ones first; of objects the one that knows the most members.
fn untagged(context: &Context<'_>, choice: &Choice) -> TokenStream {
    let mut all: Vec<&Alternative> = choice.alternatives.iter().collect();
    all.sort_by_key(|alternative| rank(context, &alternative.ty));
    let (objects, others): (Vec<&Alternative>, Vec<_>) = all
        .into_iter()
        .partition(|alternative| rank(context, &alternative.ty) >= OBJECTS);
    let others = others.into_iter().map(|alternative| {
        let fits = fits(context, alternative);
        let value = found(context, alternative);
        quote! { if let Some(part) = #fits { return Ok(#value); } }
    });
    if objects.is_empty() {
        return quote! { #(#others)* Ok(Self::Unknown(value)) };
    }
    let shared = shared::path();
    let objects = objects.into_iter().map(|alternative| {
        let fits = fits(context, alternative);
        let value = found(context, alternative);
        let unknown = match rank(context, &alternative.ty) {
            OBJECTS => quote! { part.extra.len() },
            _ => quote! { usize::MAX },
        };
        quote! { if let Some(part) = #fits { #shared::prefer(&mut best, #unknown, #value); } }
    });
    quote! {
        #(#others)*
        let mut best = None;
        #(#objects)*
        Ok(best.map_or(Self::Unknown(value), |(_, found)| found))
    }
}

/// The rank of structs; maps come after them.
const OBJECTS: u8 = 9;

/// Types of lower rank hold fewer values.
fn rank(context: &Context<'_>, ty: &Type) -> u8 {
    match context.resolved(ty) {
        Type::Boolean => 0,
        Type::Integer(_) => 1,
        Type::Float32 | Type::Float64 => 2,
        Type::Path(_) => 3,
        Type::Time | Type::Date => 4,
        Type::Base64 => 6,
        Type::String => 7,
        Type::List(_) | Type::Nullable(_) => 8,
        Type::Map(_) => 10,
        Type::Free | Type::Any => 11,
        Type::Named(name) | Type::Boxed(name) => match context.shape(name) {
            Some(Shape::Words(_)) => 5,
            Some(Shape::Object(_)) => OBJECTS,
            _ => 8,
        },
    }
}

/// The value as the alternative's type; enums do not count as fitting when they do not know it.
fn fits(context: &Context<'_>, alternative: &Alternative) -> TokenStream {
    let shared = shared::path();
    let ty = match ty::reader(context, &alternative.ty) {
        Some((ty, _)) => ty,
        None => ty::declared(&alternative.ty),
    };
    let fits = quote! { #shared::fits::<#ty>(&value) };
    let (Type::Named(name) | Type::Boxed(name)) = context.resolved(&alternative.ty) else {
        return fits;
    };
    if !matches!(
        context.shape(name),
        Some(Shape::Words(_) | Shape::Choice(_))
    ) {
        return fits;
    }
    let (name, part) = match &alternative.ty {
        Type::Boxed(name) => (ty::name(name), quote! { **part }),
        Type::Named(name) => (ty::name(name), quote! { part }),
        _ => return fits,
    };
    quote! { #fits.filter(|part| !matches!(#part, #name::Unknown(_))) }
}

fn found(context: &Context<'_>, alternative: &Alternative) -> TokenStream {
    let name = variant(alternative);
    let rest = ty::reader(context, &alternative.ty).map(|(_, rest)| rest);
    quote! { Self::#name(part #rest) }
}

fn variant(alternative: &Alternative) -> Ident {
    format_ident!("{}", alternative.name.as_str())
}
