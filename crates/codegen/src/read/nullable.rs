//! Whether a schema allows null besides what it describes.

use super::Reader;
use super::keywords;
use crate::{Error, document::Schema};

impl Reader<'_> {
    pub(super) fn is_nullable(&mut self, schema: &Schema) -> Result<bool, Error> {
        if schema.boolean().is_some() {
            return Ok(false);
        }
        // `nullable` of 3.0, where it has no counterpart in 3.1.
        if schema.flag("nullable")? {
            return Ok(true);
        }
        self.within(schema, |reader| reader.says_null(schema))
    }

    fn says_null(&mut self, schema: &Schema) -> Result<bool, Error> {
        if schema.has("type") {
            return Ok(schema.types()?.1);
        }
        if let Some(text) = schema.text("$ref")? {
            let target = self.target(schema, &text)?;
            return self.is_nullable(&target);
        }
        if schema.has("allOf") {
            return self.all_nullable(schema);
        }
        for part in either(schema)? {
            if is_null(&part)? || self.is_nullable(&part)? {
                return Ok(true);
            }
        }
        let words = schema.keyword("enum").filter(|_| !schema.has("type"));
        let words = words.map(|place| place.elements()).transpose()?;
        let mut words = words.unwrap_or_default().into_iter();
        Ok(words.any(|word| word.node().is_null()))
    }

    /// Null must be allowed by every part that says anything about types.
    fn all_nullable(&mut self, schema: &Schema) -> Result<bool, Error> {
        let own = schema.without(&["allOf", "nullable"]);
        let mut nullable = Vec::new();
        if keywords::shapes(&own) {
            nullable.push(self.says_null(&own)?);
        }
        let parts = schema.parts("allOf")?;
        for part in parts.iter().filter(|part| keywords::shapes(part)) {
            nullable.push(self.is_nullable(part)?);
        }
        Ok(!nullable.is_empty() && nullable.into_iter().all(|allowed| allowed))
    }
}

/// The alternatives of a schema.
pub(super) fn either(schema: &Schema) -> Result<Vec<Schema>, Error> {
    let mut parts = schema.parts("oneOf")?;
    parts.extend(schema.parts("anyOf")?);
    Ok(parts)
}

/// Whether a schema allows null and nothing else.
pub(super) fn is_null(schema: &Schema) -> Result<bool, Error> {
    let (types, has_null) = schema.types()?;
    let constant = schema.keyword("const");
    let is_null = constant.is_some_and(|place| place.node().is_null());
    Ok((types.is_empty() && has_null) || is_null)
}
