//! The members of objects.

use std::collections::HashSet;

use super::{Reader, default, description, hook, paragraphs};
use crate::{
    Error, Nulls,
    document::{Place, Schema},
    error::Problem,
    model::{FieldName, Member, Object, Type},
};

/// A member as one of the schemas of an object describes it.
struct Described {
    wire: String,
    schema: Schema,
    ty: Type,
}

impl Reader<'_> {
    /// The struct for `parts`, which all hold; what comes later is said of the same more closely.
    pub(super) fn object(&mut self, parts: &[Schema]) -> Result<Object, Error> {
        let mut described: Vec<Described> = Vec::new();
        for part in parts {
            for (wire, schema) in part.properties()? {
                let ty = self.type_of(&schema)?;
                let known = described.iter_mut().find(|known| known.wire == wire);
                let new = Described { wire, schema, ty };
                match known {
                    Some(known) => merge(known, new)?,
                    None => described.push(new),
                }
            }
        }
        let others = self.others(parts)?;
        let required = required(parts, &described, others.as_ref())?;
        let mut scope = FieldName::scope();
        let members = described.into_iter().map(|described| {
            let name = FieldName::new(&described.wire, &mut scope);
            let is_required = required.contains(&described.wire);
            self.member(name, described, is_required)
        });
        let members = members.collect::<Result<_, _>>()?;
        Ok(Object { members, others })
    }

    fn member(
        &mut self,
        name: FieldName,
        described: Described,
        required: bool,
    ) -> Result<Member, Error> {
        let Described { wire, schema, ty } = described;
        let nullable = ty != Type::Any && self.is_nullable(&schema)?;
        let default = self.default(&schema, &ty)?;
        let docs = [description(&schema)?, default::notes(&schema)?];
        let mut member = Member {
            wire,
            name,
            docs: paragraphs(docs),
            deprecated: schema.flag("deprecated")?,
            attributes: Vec::new(),
            ty,
            required,
            nullable: nullable && (required || self.generator.null_handling() == Nulls::Kept),
            default,
        };
        hook::on_member(self.generator, &schema, &mut member)?;
        Ok(member)
    }

    /// The type of members that are not described, if a schema tells.
    fn others(&mut self, parts: &[Schema]) -> Result<Option<Type>, Error> {
        let mut found: Option<Type> = None;
        for part in parts {
            let Some(schema) = part.part("additionalProperties")? else {
                continue;
            };
            if schema.boolean().is_some() {
                continue;
            }
            let ty = self.item(&schema)?;
            if found.as_ref().is_some_and(|known| *known != ty) {
                return Err(schema.fault(Problem::Conflict("additionalProperties".into())));
            }
            found = Some(ty).filter(|ty| *ty != Type::Any);
        }
        Ok(found)
    }
}

/// Two descriptions of a member must agree; the narrower one counts.
fn merge(known: &mut Described, new: Described) -> Result<(), Error> {
    let narrows = match (&known.ty, &new.ty) {
        (old, new) if old == new => true,
        (Type::Any, _) => true,
        (Type::String, Type::Named(_)) => new.schema.has("enum"),
        _ => false,
    };
    let widens = match (&known.ty, &new.ty) {
        (_, Type::Any) => true,
        (Type::Named(_), Type::String) => known.schema.has("enum"),
        _ => false,
    };
    if narrows {
        *known = new;
    } else if !widens {
        return Err(new.schema.fault(Problem::Conflict(new.wire)));
    }
    Ok(())
}

fn required(
    parts: &[Schema],
    described: &[Described],
    others: Option<&Type>,
) -> Result<HashSet<String>, Error> {
    let mut names: Vec<(String, Place)> = Vec::new();
    for part in parts {
        names.extend(part.required()?);
    }
    let is_described = |wire: &str| described.iter().any(|known| known.wire == wire);
    let undescribed = names.iter().find(|(wire, _)| !is_described(wire));
    match undescribed {
        Some((wire, place)) if others.is_none() => {
            Err(place.fault(Problem::Undescribed(wire.clone())))
        }
        _ => Ok(names.into_iter().map(|(wire, _)| wire).collect()),
    }
}
