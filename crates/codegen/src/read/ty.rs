//! Which Rust type holds what a schema describes.

use super::{Reader, kind::Kind, naming, scalar};
use crate::{Error, document::Schema, model::Type};

impl Reader<'_> {
    pub(super) fn type_of(&mut self, schema: &Schema) -> Result<Type, Error> {
        let kind = self.kind(schema)?;
        self.type_of_kind(schema, kind)
    }

    pub(super) fn type_of_kind(&mut self, schema: &Schema, kind: Kind) -> Result<Type, Error> {
        Ok(match kind {
            Kind::Reference(target) => return self.referred(schema, target),
            Kind::Any => Type::Any,
            Kind::Free => Type::Free,
            Kind::Map(value) => Type::Map(Box::new(self.item(&value)?)),
            Kind::List(item) => Type::List(Box::new(self.item(&item)?)),
            Kind::Scalar(json_type, schema) => {
                return scalar::scalar(self.generator, json_type, &schema);
            }
            Kind::Object(_) | Kind::Words(_) | Kind::Choice(_) | Kind::Types(..) => {
                let wire = naming::of_place(schema.place());
                Type::Named(self.name(&wire, schema.clone()))
            }
        })
    }

    /// A schema with a name of its own is a type of its own; any other is what it describes.
    fn referred(&mut self, schema: &Schema, target: Schema) -> Result<Type, Error> {
        match naming::own_name(target.place()) {
            Some(wire) => Ok(Type::Named(self.name(&wire, target))),
            None => self.within(schema, |reader| reader.type_of(&target)),
        }
    }

    /// What stands in a list or a map, where null has no absence to be confused with.
    pub(super) fn item(&mut self, schema: &Schema) -> Result<Type, Error> {
        let ty = self.type_of(schema)?;
        let nullable = ty != Type::Any && self.is_nullable(schema)?;
        Ok(match nullable {
            true => Type::Nullable(Box::new(ty)),
            false => ty,
        })
    }
}
