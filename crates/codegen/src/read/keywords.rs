//! Which keywords a schema may have.

use crate::{Error, document::Schema, error::Problem};

/// Keywords that decide the type.
pub(super) const SHAPING: [&str; 15] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contentEncoding",
    "discriminator",
    "enum",
    "format",
    "items",
    "nullable",
    "oneOf",
    "properties",
    "required",
    "type",
];

/// Keywords that narrow values without changing their type. A client must not refuse what a
/// service answers, so the narrowing is not enforced.
const NARROWING: [&str; 18] = [
    "contains",
    "contentMediaType",
    "dependentRequired",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "uniqueItems",
];

/// Keywords that tell people something.
const TELLING: [&str; 16] = [
    "$comment",
    "$defs",
    "$schema",
    "contentSchema",
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "externalDocs",
    "propertyNames",
    "readOnly",
    "summary",
    "title",
    "writeOnly",
    "xml",
];

/// Refuses keywords that the types cannot express.
pub(super) fn check(schema: &Schema) -> Result<(), Error> {
    let unknown = |keyword: &&str| {
        let known = SHAPING.contains(keyword)
            || NARROWING.contains(keyword)
            || TELLING.contains(keyword)
            || keyword.starts_with("x-");
        !known || (*keyword == "nullable" && !schema.is_v30())
    };
    let fault = |keyword: &str, problem| Err(schema.keyword_fault(keyword, problem));
    match schema.keywords().find(unknown) {
        Some("nullable") => fault("nullable", Problem::Nullable),
        Some(keyword @ "unevaluatedProperties") if is_flag(schema, keyword) => Ok(()),
        Some(keyword) => fault(keyword, Problem::Keyword(keyword.to_owned())),
        None => Ok(()),
    }
}

/// Whether the schema says nothing about its values at all.
pub(super) fn is_open(schema: &Schema) -> bool {
    let mut keywords = schema.keywords();
    keywords.all(|keyword| TELLING.contains(&keyword) || keyword.starts_with("x-"))
}

/// Whether the schema can change which type there is, rather than narrow or describe it.
pub(super) fn shapes(schema: &Schema) -> bool {
    let mut keywords = schema.keywords();
    keywords.any(|keyword| SHAPING.contains(&keyword))
}

fn is_flag(schema: &Schema, keyword: &str) -> bool {
    let place = schema.keyword(keyword);
    place.is_some_and(|place| place.boolean().is_ok())
}
