//! What there is to know about other types while one is written.

use std::collections::HashMap;

use proc_macro2::Ident;
use quote::format_ident;

use super::ty;
use crate::model::{Model, Shape, Type, TypeDef, TypeName};

pub(super) struct Context<'m> {
    types: HashMap<&'m TypeName, &'m TypeDef>,
}

impl<'m> Context<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let types = model.index();
        Self { types }
    }

    pub(super) fn type_def(&self, name: &TypeName) -> Option<&'m TypeDef> {
        self.types.get(name).copied()
    }

    /// What `ty` is when aliases are seen through.
    pub(super) fn resolved<'t>(&self, ty: &'t Type) -> &'t Type
    where
        'm: 't,
    {
        match ty {
            Type::Named(name) | Type::Boxed(name) => match self.shape(name) {
                Some(Shape::Alias(behind)) => self.resolved(behind),
                _ => ty,
            },
            _ => ty,
        }
    }

    pub(super) fn shape(&self, name: &TypeName) -> Option<&'m Shape> {
        self.type_def(name).map(|type_def| &type_def.shape)
    }

    /// A name that begins with `base` and is no type's, for what a file needs besides.
    pub(super) fn unused(&self, base: &str, more: &str) -> Ident {
        let mut name = base.to_owned();
        while self.types.keys().any(|known| known.as_str() == name) {
            name.push_str(more);
        }
        format_ident!("{name}")
    }

    /// A generic parameter that is called `base`, unless a type is.
    pub(super) fn parameter(&self, base: &str) -> Ident {
        self.unused(base, base)
    }

    /// Whether a type's file names something whose use is discouraged.
    pub(super) fn mentions_deprecated(&self, type_def: &TypeDef) -> bool {
        let members = match &type_def.shape {
            Shape::Object(object) => object.members.as_slice(),
            _ => &[],
        };
        let mut mentioned = ty::mentioned(type_def).into_iter();
        type_def.deprecated
            || members.iter().any(|member| member.deprecated)
            || mentioned.any(|name| self.type_def(name).is_some_and(|found| found.deprecated))
    }
}
