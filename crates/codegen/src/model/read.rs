//! Turns schemas into types.

use std::{collections::HashSet, path::Path};

use super::{
    FieldName, Member, Model, Shape, Type, TypeDef, TypeName, VariantName, Word, keywords,
    recursion,
};
use crate::{
    Document, Error,
    document::{JsonType, Schema},
    error::Problem,
    render::SHARED_MODULES,
};

pub(super) fn model(document: &Document) -> Result<Model, Error> {
    let named: HashSet<&str> = document.schemas().map(|(name, _)| name).collect();
    let mut modules: HashSet<String> = SHARED_MODULES.map(str::to_owned).into();
    let mut types = Vec::new();
    for (wire, schema) in document.schemas() {
        let type_def = type_def(wire, &schema, &named)?;
        // Modules differ in fewer letters than types do, and file systems may ignore case.
        if type_def.name.is_taken() || !modules.insert(type_def.name.module()) {
            return Err(schema.fault(clash(wire, type_def.name.as_str())));
        }
        types.push(type_def);
    }
    recursion::check(document, &types)?;
    Ok(Model {
        source: file_name(document.file()),
        title: document.title().to_owned(),
        version: document.version().to_owned(),
        types,
    })
}

fn type_def(wire: &str, schema: &Schema<'_>, named: &HashSet<&str>) -> Result<TypeDef, Error> {
    keywords::check(schema)?;
    let name = TypeName::new(wire).ok_or_else(|| schema.fault(Problem::Name(wire.to_owned())))?;
    let shape = match schema.json_type() {
        Some(_) if schema.is_nullable() => {
            return Err(schema.keyword_fault("type", Problem::NotAType));
        }
        Some(JsonType::Object) => Shape::Object(members(schema, named)?),
        Some(JsonType::String) if is_enum(schema) => Shape::Words(words(schema)?),
        _ => return Err(schema.fault(Problem::NotAType)),
    };
    Ok(TypeDef {
        wire: wire.to_owned(),
        name,
        docs: docs(schema),
        shape,
    })
}

fn members(schema: &Schema<'_>, named: &HashSet<&str>) -> Result<Vec<Member>, Error> {
    let described: Vec<_> = schema.properties().collect();
    let is_described = |name: &String| described.iter().any(|(wire, _)| wire == name);
    if let Some(name) = schema.required().iter().find(|name| !is_described(name)) {
        return Err(schema.keyword_fault("required", Problem::Undescribed(name.clone())));
    }
    let mut taken = HashSet::new();
    let mut members = Vec::new();
    for (wire, property) in &described {
        let required = schema.required().iter().any(|name| name == wire);
        let member = member(wire, property, required, named)?;
        if member.name.is_taken() || !taken.insert(member.name.clone()) {
            return Err(property.fault(clash(wire, member.name.as_str())));
        }
        members.push(member);
    }
    Ok(members)
}

fn member(
    wire: &str,
    schema: &Schema<'_>,
    required: bool,
    named: &HashSet<&str>,
) -> Result<Member, Error> {
    if required && schema.is_nullable() {
        return Err(schema.keyword_fault("type", Problem::RequiredNull));
    }
    let name = FieldName::new(wire).ok_or_else(|| schema.fault(Problem::Name(wire.to_owned())))?;
    Ok(Member {
        wire: wire.to_owned(),
        name,
        docs: docs(schema),
        ty: member_type(schema, named)?,
        required,
    })
}

fn member_type(schema: &Schema<'_>, named: &HashSet<&str>) -> Result<Type, Error> {
    keywords::check(schema)?;
    if let Some(reference) = schema.reference() {
        return referred(schema, reference, named);
    }
    if is_enum(schema) {
        return Err(schema.keyword_fault("enum", Problem::Inline("enum")));
    }
    match schema.json_type() {
        Some(JsonType::Boolean) => formatted(schema, &[(None, Type::Boolean)]),
        Some(JsonType::Integer) => formatted(
            schema,
            &[
                (None, Type::Int64),
                (Some("int64"), Type::Int64),
                (Some("int32"), Type::Int32),
            ],
        ),
        Some(JsonType::Number) => formatted(
            schema,
            &[
                (None, Type::Float64),
                (Some("double"), Type::Float64),
                (Some("float"), Type::Float32),
            ],
        ),
        Some(JsonType::String) => string(schema),
        Some(JsonType::Array) => list(schema, named),
        Some(JsonType::Object) => Err(schema.fault(Problem::Inline("object"))),
        None => Err(untyped(schema)),
    }
}

fn referred(schema: &Schema<'_>, reference: &str, named: &HashSet<&str>) -> Result<Type, Error> {
    let unknown = || schema.keyword_fault("$ref", Problem::Reference(reference.to_owned()));
    let wire = reference
        .strip_prefix("#/components/schemas/")
        .ok_or_else(unknown)?
        .replace("~1", "/")
        .replace("~0", "~");
    let is_named = named.contains(wire.as_str());
    let name = TypeName::new(&wire).filter(|_| is_named);
    name.map(Type::Named).ok_or_else(unknown)
}

fn formatted(schema: &Schema<'_>, known: &[(Option<&str>, Type)]) -> Result<Type, Error> {
    let format = schema.format();
    let found = known.iter().find(|(name, _)| *name == format);
    found.map(|(_, ty)| ty.clone()).ok_or_else(|| {
        schema.keyword_fault(
            "format",
            Problem::Format(format.unwrap_or_default().to_owned()),
        )
    })
}

/// Formats that only narrow text, like `uri`, leave it text; those with a meaning of their own
/// must not be lost.
fn string(schema: &Schema<'_>) -> Result<Type, Error> {
    match schema.format() {
        Some("date-time") => Ok(Type::Time),
        Some(format @ ("date" | "time" | "duration" | "byte" | "binary")) => {
            Err(schema.keyword_fault("format", Problem::Format(format.to_owned())))
        }
        _ => Ok(Type::String),
    }
}

fn list(schema: &Schema<'_>, named: &HashSet<&str>) -> Result<Type, Error> {
    let untyped = || schema.fault(Problem::Type("a list without `items`".to_owned()));
    let items = schema.items().ok_or_else(untyped)?;
    if items.is_nullable() {
        let problem = Problem::Type("a list with null among its items".to_owned());
        return Err(items.keyword_fault("type", problem));
    }
    Ok(Type::List(Box::new(member_type(&items, named)?)))
}

fn untyped(schema: &Schema<'_>) -> Error {
    let has_type = schema.keywords().any(|keyword| keyword == "type");
    if has_type {
        schema.keyword_fault("type", Problem::Type("this choice of types".to_owned()))
    } else {
        schema.fault(Problem::Type("a schema without `type`".to_owned()))
    }
}

fn words(schema: &Schema<'_>) -> Result<Vec<Word>, Error> {
    let fault = |problem| schema.keyword_fault("enum", problem);
    let mut taken = HashSet::new();
    let mut words = Vec::new();
    for word in schema.words() {
        let wire = word.ok_or_else(|| fault(Problem::Words))?;
        let name = VariantName::new(wire).ok_or_else(|| fault(Problem::Name(wire.to_owned())))?;
        if name.is_taken() || !taken.insert(name.clone()) {
            return Err(fault(clash(wire, name.as_str())));
        }
        words.push(Word {
            wire: wire.to_owned(),
            name,
        });
    }
    if words.is_empty() {
        return Err(fault(Problem::Words));
    }
    Ok(words)
}

fn is_enum(schema: &Schema<'_>) -> bool {
    schema.keywords().any(|keyword| keyword == "enum")
}

fn docs(schema: &Schema<'_>) -> String {
    match (schema.description(), schema.is_deprecated()) {
        (description, false) => description.to_owned(),
        ("", true) => "Deprecated.".to_owned(),
        (description, true) => format!("{description}\n\nDeprecated."),
    }
}

fn clash(name: &str, rust: &str) -> Problem {
    Problem::Clash {
        name: name.to_owned(),
        rust: rust.to_owned(),
    }
}

fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name();
    name.map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into())
}
