//! What sort of thing a schema describes, before it gets a type.

use super::{Key, Reader, key, keywords};
use crate::{
    Error,
    document::{JsonType, Schema},
    error::Problem,
};

/// What a schema describes, null apart.
pub(super) enum Kind {
    /// What a reference leads to; the target is what was written there.
    Reference(Schema),
    /// Any JSON value.
    Any,
    /// An object with members that are described, in one or more schemas that all hold.
    Object(Vec<Schema>),
    /// An object with any members.
    Free,
    /// An object whose members are all alike.
    Map(Schema),
    List(Schema),
    Words(Schema),
    /// A plain value of a type.
    Scalar(JsonType, Schema),
    /// One of several things.
    Choice(Vec<Schema>),
    /// One of several JSON types.
    Types(Vec<JsonType>, Schema),
}

impl Reader<'_> {
    pub(super) fn kind(&mut self, schema: &Schema) -> Result<Kind, Error> {
        if let Some(anything) = schema.boolean() {
            let nothing = || schema.fault(Problem::Type("a schema without values".into()));
            return anything.then_some(Kind::Any).ok_or_else(nothing);
        }
        keywords::check(schema)?;
        if keywords::is_open(schema) {
            return Ok(Kind::Any);
        }
        let reference = schema.text("$ref")?;
        let rest = schema.without(&["$ref", "nullable"]);
        match reference {
            Some(text) if !keywords::shapes(&rest) => self.reference(schema, &text),
            Some(_) => self.all_of(schema),
            None if schema.has("allOf") => self.all_of(schema),
            None if schema.has("oneOf") || schema.has("anyOf") => self.either(schema),
            None => plain(schema),
        }
    }

    /// The schema that the `$ref` of `schema`, with `text`, leads to.
    pub(super) fn target(&self, schema: &Schema, text: &str) -> Result<Schema, Error> {
        let place = schema.keyword("$ref");
        let place = place.as_ref().unwrap_or(schema.place());
        self.document.resolve(place, text)
    }

    fn reference(&mut self, schema: &Schema, text: &str) -> Result<Kind, Error> {
        let target = self.target(schema, text)?;
        // A reference to a reference, and so on, must come to an end.
        let mut seen: Vec<Key> = vec![key(schema.place())];
        let mut next = target.clone();
        while let Some(text) = next.text("$ref")? {
            if seen.contains(&key(next.place())) {
                return Err(schema.keyword_fault("$ref", Problem::Circle));
            }
            seen.push(key(next.place()));
            next = self.target(&next, &text)?;
        }
        Ok(Kind::Reference(target))
    }

    /// What is behind references.
    pub(super) fn behind(&mut self, schema: &Schema) -> Result<Kind, Error> {
        match self.kind(schema)? {
            Kind::Reference(target) => self.within(schema, |reader| reader.behind(&target)),
            kind => Ok(kind),
        }
    }
}

/// A schema without references and combinations.
fn plain(schema: &Schema) -> Result<Kind, Error> {
    let (types, has_null) = schema.types()?;
    match types.as_slice() {
        [] if has_null => Err(schema.keyword_fault("type", Problem::Type("null alone".into()))),
        [] => untyped(schema),
        [one] => of_type(schema, *one),
        many => Ok(Kind::Types(many.to_vec(), schema.clone())),
    }
}

/// What a schema without `type` says all the same.
fn untyped(schema: &Schema) -> Result<Kind, Error> {
    let has = |keywords: &[&str]| keywords.iter().any(|keyword| schema.has(keyword));
    if has(&["properties", "additionalProperties", "required"]) {
        return of_type(schema, JsonType::Object);
    }
    if has(&["items"]) {
        return of_type(schema, JsonType::Array);
    }
    let values = match schema.keyword("enum") {
        Some(place) => place.elements()?,
        None => schema.keyword("const").into_iter().collect(),
    };
    let mut values = values.iter().map(|place| place.node().json());
    match values.find(|value| !value.is_null()) {
        Some(serde_json::Value::String(_)) => of_type(schema, JsonType::String),
        Some(serde_json::Value::Bool(_)) => of_type(schema, JsonType::Boolean),
        Some(value) if value.is_i64() => of_type(schema, JsonType::Integer),
        Some(serde_json::Value::Number(_)) => of_type(schema, JsonType::Number),
        _ if has(&["contentEncoding"]) => of_type(schema, JsonType::String),
        _ => Err(schema.fault(Problem::Type("a schema without `type`".into()))),
    }
}

pub(super) fn of_type(schema: &Schema, json_type: JsonType) -> Result<Kind, Error> {
    match json_type {
        JsonType::Object => object(schema),
        JsonType::Array => match schema.part("items")? {
            Some(items) => Ok(Kind::List(items)),
            None => Err(schema.fault(Problem::Items)),
        },
        JsonType::String if schema.has("enum") => Ok(Kind::Words(schema.clone())),
        scalar => Ok(Kind::Scalar(scalar, schema.clone())),
    }
}

fn object(schema: &Schema) -> Result<Kind, Error> {
    let others = schema.part("additionalProperties")?;
    let others = others.filter(|others| others.boolean().is_none());
    if !schema.properties()?.is_empty() || !schema.required()?.is_empty() {
        return Ok(Kind::Object(vec![schema.clone()]));
    }
    Ok(match others {
        Some(others) => Kind::Map(others),
        None => Kind::Free,
    })
}
