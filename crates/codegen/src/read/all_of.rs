//! `allOf`, flattened into one object.

use super::keywords;
use super::{Reader, kind::Kind};
use crate::{Error, document::Schema, error::Problem};

/// Keywords of a schema that its flattened form does not have.
const FLATTENED: [&str; 3] = ["$ref", "allOf", "nullable"];

impl Reader<'_> {
    /// What a schema describes that holds together with others.
    pub(super) fn all_of(&mut self, schema: &Schema) -> Result<Kind, Error> {
        let parts = schema.parts("allOf")?;
        let own = schema.without(&FLATTENED);
        let mut shaping = Vec::new();
        for part in parts.iter().filter(|part| part.boolean() != Some(true)) {
            keywords::check(part)?;
            if keywords::shapes(part) {
                shaping.push(part);
            }
        }
        // The way of OpenAPI 3.0 to describe a reference: nothing is combined.
        if let ([only], false, false) = (
            shaping.as_slice(),
            keywords::shapes(&own),
            schema.has("$ref"),
        ) {
            let only = (*only).clone();
            return self.within(schema, |reader| reader.kind(&only));
        }
        let mut flat = Vec::new();
        self.flatten(schema, &mut flat)?;
        self.combined(flat)
    }

    /// Gathers the schemas that `schema` consists of, none with a reference or a combination of
    /// its own, those that others build on first.
    fn flatten(&mut self, schema: &Schema, flat: &mut Vec<Schema>) -> Result<(), Error> {
        if schema.boolean() == Some(true) {
            return Ok(());
        }
        keywords::check(schema)?;
        self.within(schema, |reader| {
            if let Some(text) = schema.text("$ref")? {
                let target = reader.target(schema, &text)?;
                reader.flatten(&target, flat)?;
            }
            for part in schema.parts("allOf")? {
                reader.flatten(&part, flat)?;
            }
            let own = schema.without(&FLATTENED);
            if keywords::shapes(&own) && !flat.iter().any(|known| known.place() == own.place()) {
                flat.push(own);
            }
            Ok(())
        })
    }

    fn combined(&mut self, flat: Vec<Schema>) -> Result<Kind, Error> {
        let mut objects = Vec::new();
        let mut others = Vec::new();
        for part in flat {
            match self.kind(&part)? {
                Kind::Object(parts) => objects.extend(parts),
                Kind::Free | Kind::Map(_) => objects.push(part),
                Kind::Any => {}
                kind => others.push((part, kind)),
            }
        }
        match (others.pop(), objects.is_empty()) {
            (None, true) => Ok(Kind::Any),
            (None, false) => Ok(Kind::Object(objects)),
            (Some((_, kind)), true) if others.is_empty() => Ok(kind),
            (Some((part, _)), _) => Err(part.fault(Problem::Combination)),
        }
    }
}
