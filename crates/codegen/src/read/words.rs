//! The words of an enum.

use std::collections::HashSet;

use crate::{
    Error,
    document::Schema,
    error::Problem,
    model::{VariantName, Word},
};

/// The words, without null, which says that the enum's users may be null.
pub(super) fn words(schema: &Schema) -> Result<Vec<Word>, Error> {
    let place = schema.keyword("enum");
    let places = place.map(|place| place.elements()).transpose()?;
    let mut scope = VariantName::scope();
    let mut seen = HashSet::new();
    let mut words = Vec::new();
    for place in places.into_iter().flatten() {
        if place.node().is_null() {
            continue;
        }
        let wire = place.node().text();
        let wire = wire.ok_or_else(|| place.fault(Problem::Words))?;
        if !seen.insert(wire.to_owned()) {
            return Err(place.fault(Problem::Twice(wire.to_owned())));
        }
        words.push(Word {
            wire: wire.to_owned(),
            name: VariantName::new(wire, &mut scope),
        });
    }
    match words.is_empty() {
        true => Err(schema.keyword_fault("enum", Problem::Words)),
        false => Ok(words),
    }
}
