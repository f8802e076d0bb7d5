//! How a struct is read.
//!
//! A visitor rather than a derived implementation: unknown members go straight to `extra`, while
//! flattening would first buffer every object and lose the place of an error.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    context::Context,
    object::{ident, unused},
    shared, ty,
};
use crate::model::{Member, Object, Type, TypeDef};

pub(super) fn deserialize(
    context: &Context<'_>,
    type_def: &TypeDef,
    object: &Object,
) -> TokenStream {
    let name = ty::name(&type_def.name);
    let visitor = format!("{}Visitor", type_def.name);
    let visitor = context.unused(&visitor, "2");
    let d = context.parameter("D");
    let expecting = format!("an object `{}`", type_def.wire);
    let visit = visit(context, type_def, object);
    quote! {
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<#d: serde::Deserializer<'de>>(deserializer: #d) -> Result<Self, #d::Error> {
                deserializer.deserialize_map(#visitor)
            }
        }

        struct #visitor;

        impl<'de> serde::de::Visitor<'de> for #visitor {
            type Value = #name;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(#expecting)
            }

            #visit
        }
    }
}

fn visit(context: &Context<'_>, type_def: &TypeDef, object: &Object) -> TokenStream {
    let name = ty::name(&type_def.name);
    let shared = shared::path();
    let a = context.parameter("A");
    let members = object.members.as_slice();
    let [map, key] = ["object", "key"].map(|base| unused(base, members));
    let locals = members.iter().map(|member| {
        let name = ident(&member.name);
        quote! { let mut #name = None; }
    });
    let arms = members.iter().map(|member| {
        let (name, wire) = (ident(&member.name), &member.wire);
        let value = read(context, member, &map);
        quote! { #wire => #name = #value, }
    });
    let values = members.iter().map(|member| {
        let (name, wire) = (ident(&member.name), &member.wire);
        match member.required {
            true => quote! { #name: #shared::required(#name, #wire)? },
            false => quote! { #name },
        }
    });
    let (empty, other) = others(context, object, &map);
    let keep = quote! { extra.insert(#key.into_string(), #other); };
    let store = match members.is_empty() {
        true => keep,
        false => quote! {
            match #key.as_str() {
                #(#arms)*
                _ => {
                    #keep
                }
            }
        },
    };
    quote! {
        fn visit_map<#a>(self, mut #map: #a) -> Result<Self::Value, #a::Error>
        where
            #a: serde::de::MapAccess<'de>,
        {
            #(#locals)*
            let mut extra = #empty;
            while let Some(#key) = #map.next_key::<#shared::Key<'_>>()? {
                #store
            }
            Ok(#name { #(#values,)* extra })
        }
    }
}

/// What keeps members that are not described, empty, and the expression that reads one.
fn others(context: &Context<'_>, object: &Object, map: &Ident) -> (TokenStream, TokenStream) {
    let empty = empty(object);
    let value = match object
        .others
        .as_ref()
        .and_then(|ty| ty::reader(context, ty))
    {
        Some((ty, value)) => quote! { #map.next_value::<#ty>()? #value },
        None => quote! { #map.next_value()? },
    };
    (empty, value)
}

/// An empty value of the field for members that are not described.
pub(super) fn empty(object: &Object) -> TokenStream {
    match object.others {
        Some(_) => quote! { std::collections::BTreeMap::new() },
        None => quote! { serde_json::Map::new() },
    }
}

/// The expression that reads a member's value from `map`.
fn read(context: &Context<'_>, member: &Member, map: &Ident) -> TokenStream {
    let keeps_null = member.nullable || member.ty == Type::Any;
    match (ty::reader(context, &member.ty), member.required, keeps_null) {
        (None, true, _) | (None, _, true) => quote! { Some(#map.next_value()?) },
        (None, false, false) => quote! { #map.next_value()? },
        (Some((ty, value)), true, false) => quote! { Some(#map.next_value::<#ty>()?#value) },
        (Some((ty, value)), false, false) => {
            quote! { #map.next_value::<Option<#ty>>()?.map(|value| value #value) }
        }
        (Some((ty, value)), _, true) => {
            quote! { Some(#map.next_value::<Option<#ty>>()?.map(|value| value #value)) }
        }
    }
}
