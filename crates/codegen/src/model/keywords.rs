//! Which keywords a schema may have.

use super::Error;
use crate::{document::Schema, error::Problem};

/// Keywords that decide the type.
const SHAPING: [&str; 8] = [
    "$ref",
    "additionalProperties",
    "enum",
    "format",
    "items",
    "properties",
    "required",
    "type",
];

/// Keywords that tell people something, or narrow values without changing their type. A client
/// must not refuse what a service answers, so the narrowing is not enforced.
const HARMLESS: [&str; 24] = [
    "$comment",
    "deprecated",
    "description",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "readOnly",
    "summary",
    "title",
    "uniqueItems",
    "writeOnly",
    "xml",
];

/// Refuses keywords that the types cannot express.
pub(super) fn check(schema: &Schema<'_>) -> Result<(), Error> {
    let is_reference = schema.reference().is_some();
    let known = |keyword: &str| {
        let shapes = SHAPING.contains(&keyword) && (!is_reference || keyword == "$ref");
        shapes || HARMLESS.contains(&keyword) || keyword.starts_with("x-")
    };
    match schema.keywords().find(|keyword| !known(keyword)) {
        Some(keyword) => Err(schema.keyword_fault(keyword, Problem::Keyword(keyword.to_owned()))),
        None if schema.has_plain_additional_properties() => Ok(()),
        None => {
            let keyword = "additionalProperties";
            Err(schema.keyword_fault(keyword, Problem::Keyword(keyword.to_owned())))
        }
    }
}
