//! Other names for types.

use proc_macro2::TokenStream;
use quote::quote;

use super::{head, ty};
use crate::model::{Type, TypeDef};

pub(super) fn alias(type_def: &TypeDef, target: &Type) -> TokenStream {
    let head = head(type_def, "The value");
    let name = ty::name(&type_def.name);
    let target = ty::declared(target);
    quote! { #head pub type #name = #target; }
}

/// A struct, because an alias cannot mention itself.
pub(super) fn wrapper(type_def: &TypeDef, inner: &Type) -> TokenStream {
    let head = head(type_def, "The value");
    let name = ty::name(&type_def.name);
    let inner = ty::declared(inner);
    quote! {
        #head
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct #name(
            /// What it holds.
            pub #inner,
        );

        impl From<#inner> for #name {
            fn from(inner: #inner) -> Self {
                Self(inner)
            }
        }
    }
}
