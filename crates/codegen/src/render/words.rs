//! Enums of words, open to words of tomorrow.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{context::Context, docs, head, shared, ty};
use crate::model::{TypeDef, Word};

/// The enum and its conversions.
pub(super) fn items(context: &Context<'_>, type_def: &TypeDef, words: &[Word]) -> TokenStream {
    let definition = definition(type_def, words);
    let methods = methods(type_def, words);
    let conversions = conversions(type_def);
    let serde = serde(context, type_def);
    quote! { #definition #methods #conversions #serde }
}

fn definition(type_def: &TypeDef, words: &[Word]) -> TokenStream {
    let head = head(type_def, "The enum");
    let name = ty::name(&type_def.name);
    let variants = words.iter().map(|word| {
        let docs = docs::outer(&docs::code(&word.wire), "");
        let name = variant(word);
        quote! { #docs #name }
    });
    quote! {
        #head
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A word that the API's description does not know, kept as it came.
            Unknown(String),
        }
    }
}

fn methods(type_def: &TypeDef, words: &[Word]) -> TokenStream {
    let name = ty::name(&type_def.name);
    let to_text = words.iter().map(|word| {
        let (wire, name) = (&word.wire, variant(word));
        quote! { Self::#name => #wire, }
    });
    let from_text = words.iter().map(|word| {
        let (wire, name) = (&word.wire, variant(word));
        quote! { #wire => Self::#name, }
    });
    quote! {
        impl #name {
            /// The word as it is sent and received.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(#to_text)*
                    Self::Unknown(word) => word,
                }
            }

            fn known(word: &str) -> Option<Self> {
                Some(match word {
                    #(#from_text)*
                    _ => return None,
                })
            }
        }
    }
}

fn conversions(type_def: &TypeDef) -> TokenStream {
    let name = ty::name(&type_def.name);
    quote! {
        impl From<&str> for #name {
            fn from(word: &str) -> Self {
                Self::known(word).unwrap_or_else(|| Self::Unknown(word.to_owned()))
            }
        }

        impl From<String> for #name {
            fn from(word: String) -> Self {
                Self::known(&word).unwrap_or(Self::Unknown(word))
            }
        }

        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    }
}

fn serde(context: &Context<'_>, type_def: &TypeDef) -> TokenStream {
    let [s, d] = ["S", "D"].map(|name| context.parameter(name));
    let name = ty::name(&type_def.name);
    let shared = shared::path();
    let expecting = format!("a string of `{}`", type_def.wire);
    quote! {
        impl serde::Serialize for #name {
            fn serialize<#s: serde::Serializer>(&self, serializer: #s) -> Result<#s::Ok, #s::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for #name {
            fn deserialize<#d: serde::Deserializer<'de>>(deserializer: #d) -> Result<Self, #d::Error> {
                #shared::word(deserializer, #expecting)
            }
        }
    }
}

fn variant(word: &Word) -> Ident {
    format_ident!("{}", word.name.as_str())
}
