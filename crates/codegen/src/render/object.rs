//! Objects as structs.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{context::Context, default, docs, head, ty, visitor};
use crate::model::{FieldName, Member, Object, TypeDef};

/// The struct, its constructors, and how it is read.
pub(super) fn items(context: &Context<'_>, type_def: &TypeDef, object: &Object) -> TokenStream {
    let definition = definition(type_def, object);
    let constructors = constructors(type_def, object);
    let deserialize = visitor::deserialize(context, type_def, object);
    quote! { #definition #constructors #deserialize }
}

fn definition(type_def: &TypeDef, object: &Object) -> TokenStream {
    let head = head(type_def, "The object");
    let name = ty::name(&type_def.name);
    let default = can_be_empty(&object.members).then(|| quote! { Default, });
    let fields = object.members.iter().map(field);
    let extra = extra(object);
    quote! {
        #head
        #[derive(Debug, Clone, #default PartialEq, serde::Serialize)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            #extra
        }
    }
}

fn extra(object: &Object) -> TokenStream {
    let (docs, ty) = match &object.others {
        Some(ty) => (
            "The other members, by their names.",
            ty::map(&ty::declared(ty)),
        ),
        None => (
            "Members that the API's description does not know, kept as they came.",
            quote! { serde_json::Map<String, serde_json::Value> },
        ),
    };
    let docs = docs::outer(docs, "");
    quote! { #docs #[serde(flatten)] pub extra: #ty, }
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
    let deprecated = super::deprecated(member.deprecated);
    let attributes = ty::attributes(&member.attributes);
    quote! { #docs #deprecated #attributes #serde pub #name: #ty }
}

fn constructors(type_def: &TypeDef, object: &Object) -> TokenStream {
    let name = ty::name(&type_def.name);
    let new = new(type_def, object);
    let optional = object.members.iter().filter(|member| !member.required);
    let setters = optional.clone().map(setter);
    let defaults = optional.filter_map(default::accessor);
    quote! { impl #name { #new #(#setters)* #(#defaults)* } }
}

fn new(type_def: &TypeDef, object: &Object) -> TokenStream {
    let members = object.members.as_slice();
    let docs = match can_be_empty(members) {
        true => format!("An empty `{}`.", type_def.name),
        false => format!("A `{}` of its required members.", type_def.name),
    };
    let docs = docs::outer(&docs, "");
    let required: Vec<&Member> = members.iter().filter(|member| member.required).collect();
    let parameters = required.iter().map(|member| {
        let name = ident(&member.name);
        let (ty, _) = ty::given(member, &name);
        quote! { #name: #ty }
    });
    let values = members.iter().map(|member| {
        let name = ident(&member.name);
        let (_, given) = ty::given(member, &name);
        let value = if member.required {
            given
        } else {
            quote! { None }
        };
        initializer(&name, &value)
    });
    let extra = visitor::empty(object);
    // As many parameters as the document has required members.
    let many = (required.len() > 7).then(|| quote! { #[allow(clippy::too_many_arguments)] });
    let named = (type_def.name.as_str() == "New")
        .then(|| quote! { #[allow(clippy::self_named_constructors)] });
    quote! {
        #docs
        #named
        #many
        #[must_use]
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#values,)* extra: #extra }
        }
    }
}

fn setter(member: &Member) -> TokenStream {
    let docs = docs::outer(&format!("The same, with `{}`.", member.wire), "");
    let name = ident(&member.name);
    let setter = format_ident!("with_{}", member.name.plain());
    let (ty, value) = ty::given(member, &name);
    let deprecated = super::deprecated(member.deprecated);
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #setter(mut self, #name: #ty) -> Self {
            self.#name = Some(#value);
            self
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
pub(super) fn unused(base: &str, members: &[Member]) -> Ident {
    let mut name = base.to_owned();
    while members.iter().any(|member| member.name.as_str() == name) {
        name.push('_');
    }
    format_ident!("{name}")
}

pub(super) fn ident(name: &FieldName) -> Ident {
    match name.as_str().strip_prefix("r#") {
        Some(keyword) => format_ident!("r#{keyword}"),
        None => format_ident!("{}", name.as_str()),
    }
}
