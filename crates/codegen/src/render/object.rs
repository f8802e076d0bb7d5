//! Objects as structs.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{docs, shared, ty};
use crate::model::{FieldName, Member, TypeDef};

/// The struct, its constructors, and how it is read.
pub(super) fn items(type_def: &TypeDef, members: &[Member]) -> TokenStream {
    let uses = uses(type_def, members);
    let definition = definition(type_def, members);
    let constructors = constructors(type_def, members);
    let deserialize = deserialize(type_def, members);
    quote! { #uses #definition #constructors #deserialize }
}

fn uses(type_def: &TypeDef, members: &[Member]) -> TokenStream {
    let names = ty::mentioned(members).into_iter();
    let names = names.filter(|name| **name != type_def.name).map(ty::name);
    let names: Vec<Ident> = names.collect();
    let shared = format_ident!("{}", shared::MODULE);
    match names.as_slice() {
        [] => quote! { use super::#shared; },
        names => quote! { use super::{ #(#names,)* #shared }; },
    }
}

fn definition(type_def: &TypeDef, members: &[Member]) -> TokenStream {
    let docs = docs::outer(&type_def.docs, &format!("The object `{}`.", type_def.wire));
    let name = ty::name(&type_def.name);
    let default = can_be_empty(members).then(|| quote! { Default, });
    let fields = members.iter().map(field);
    quote! {
        #docs
        #[derive(Debug, Clone, #default PartialEq, serde::Serialize)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            /// Members that the API's description does not know, kept as they came.
            #[serde(flatten)]
            pub extra: serde_json::Map<String, serde_json::Value>,
        }
    }
}

fn field(member: &Member) -> TokenStream {
    let docs = docs::outer(&member.docs, &format!("The member `{}`.", member.wire));
    let name = ident(&member.name);
    let ty = ty::field(member);
    let wire = &member.wire;
    let mut options = Vec::new();
    if wire != member.name.plain() {
        options.push(quote! { rename = #wire });
    }
    if !member.required {
        options.push(quote! { skip_serializing_if = "Option::is_none" });
    }
    let serde = (!options.is_empty()).then(|| quote! { #[serde(#(#options),*)] });
    quote! { #docs #serde pub #name: #ty }
}

fn constructors(type_def: &TypeDef, members: &[Member]) -> TokenStream {
    let name = ty::name(&type_def.name);
    let new = new(type_def, members);
    let setters = members.iter().filter(|member| !member.required).map(setter);
    quote! { impl #name { #new #(#setters)* } }
}

fn new(type_def: &TypeDef, members: &[Member]) -> TokenStream {
    let docs = match can_be_empty(members) {
        true => format!("An empty `{}`.", type_def.name),
        false => format!("A `{}` of its required members.", type_def.name),
    };
    let docs = docs::outer(&docs, "");
    let required: Vec<&Member> = members.iter().filter(|member| member.required).collect();
    let parameters = required.iter().map(|member| {
        let name = ident(&member.name);
        let (ty, _) = ty::given(&member.ty, &name);
        quote! { #name: #ty }
    });
    let values = members.iter().map(|member| {
        let name = ident(&member.name);
        let (_, given) = ty::given(&member.ty, &name);
        let value = if member.required {
            given
        } else {
            quote! { None }
        };
        initializer(&name, &value)
    });
    // As many parameters as the document has required members.
    let many = (required.len() > 7).then(|| quote! { #[allow(clippy::too_many_arguments)] });
    quote! {
        #docs
        #many
        #[must_use]
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#values,)* extra: serde_json::Map::new() }
        }
    }
}

fn setter(member: &Member) -> TokenStream {
    let docs = docs::outer(&format!("The same, with `{}`.", member.wire), "");
    let name = ident(&member.name);
    let setter = format_ident!("with_{}", member.name.plain());
    let (ty, value) = ty::given(&member.ty, &name);
    quote! {
        #docs
        #[must_use]
        pub fn #setter(mut self, #name: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
    }
}

/// A visitor rather than a derived one: unknown members go straight to `extra`, while flattening
/// would first buffer every object and lose the place of an error.
fn deserialize(type_def: &TypeDef, members: &[Member]) -> TokenStream {
    let name = ty::name(&type_def.name);
    let visitor = format_ident!("{}Visitor", type_def.name.as_str());
    let expecting = format!("an object `{}`", type_def.wire);
    let visit = visit(type_def, members);
    quote! {
        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
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

fn visit(type_def: &TypeDef, members: &[Member]) -> TokenStream {
    let name = ty::name(&type_def.name);
    let shared = shared::path();
    let [object, key] = ["object", "key"].map(|base| unused(base, members));
    let locals = members.iter().map(|member| {
        let name = ident(&member.name);
        quote! { let mut #name = None; }
    });
    let arms = members.iter().map(|member| {
        let (name, wire) = (ident(&member.name), &member.wire);
        let value = ty::read(member, &object);
        quote! { #wire => #name = #value, }
    });
    let values = members.iter().map(|member| {
        let (name, wire) = (ident(&member.name), &member.wire);
        match member.required {
            true => quote! { #name: #shared::required(#name, #wire)? },
            false => quote! { #name },
        }
    });
    quote! {
        fn visit_map<A>(self, mut #object: A) -> Result<Self::Value, A::Error>
        where
            A: serde::de::MapAccess<'de>,
        {
            #(#locals)*
            let mut extra = serde_json::Map::new();
            while let Some(#key) = #object.next_key::<#shared::Key<'_>>()? {
                match #key.as_str() {
                    #(#arms)*
                    _ => {
                        extra.insert(#key.into_string(), #object.next_value()?);
                    }
                }
            }
            Ok(#name { #(#values,)* extra })
        }
    }
}

fn initializer(name: &Ident, value: &TokenStream) -> TokenStream {
    if *name == value.to_string() {
        quote! { #name }
    } else {
        quote! { #name: #value }
    }
}

fn can_be_empty(members: &[Member]) -> bool {
    members.iter().all(|member| !member.required)
}

/// A local name that no member has.
fn unused(base: &str, members: &[Member]) -> Ident {
    let mut name = base.to_owned();
    while members.iter().any(|member| member.name.as_str() == name) {
        name.push('_');
    }
    format_ident!("{name}")
}

fn ident(name: &FieldName) -> Ident {
    match name.as_str().strip_prefix("r#") {
        Some(keyword) => format_ident!("r#{keyword}"),
        None => format_ident!("{}", name.as_str()),
    }
}
