//! Hands `x-` members to the caller's hook.

use crate::{
    Error, Generator,
    document::{Place, Schema},
    error::Problem,
    hook::{Extension, Item},
    model::{Member, TypeDef},
};

pub(super) fn on_type(
    generator: &Generator,
    schema: &Schema,
    type_def: &mut TypeDef,
) -> Result<(), Error> {
    each(schema, |extension, place| {
        let item = Item::Type(type_def);
        run(generator, extension, item, place)
    })
}

pub(super) fn on_member(
    generator: &Generator,
    schema: &Schema,
    member: &mut Member,
) -> Result<(), Error> {
    each(schema, |extension, place| {
        let item = Item::Member(member);
        run(generator, extension, item, place)
    })
}

fn each(
    schema: &Schema,
    mut see: impl FnMut(&Extension, &Place) -> Result<(), Error>,
) -> Result<(), Error> {
    let places = schema.place().children();
    for (name, place) in places.filter(|(name, _)| name.starts_with("x-")) {
        let extension = Extension {
            name,
            value: place.node().json(),
            file: place.file().to_owned(),
            pointer: place.pointer().clone(),
            position: place.node().position(),
        };
        see(&extension, &place)?;
    }
    Ok(())
}

fn run(
    generator: &Generator,
    extension: &Extension,
    item: Item<'_>,
    place: &Place,
) -> Result<(), Error> {
    generator.run_hook(extension, item).map_err(|reason| {
        place.fault(Problem::Extension {
            name: extension.name.clone(),
            reason,
        })
    })
}
