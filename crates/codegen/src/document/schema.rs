//! One schema of a document, in words of our own.

use oas3::spec::{ObjectOrReference, ObjectSchema, Schema as SpecSchema, SchemaType};

use super::{Document, Node, Pointer};
use crate::error::{Error, Problem, SpecError};

/// A schema and its place.
pub(crate) struct Schema<'d> {
    document: &'d Document,
    pointer: Pointer,
    node: &'d Node,
    schema: &'d SpecSchema,
}

/// The types that JSON Schema names, null apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonType {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl<'d> Schema<'d> {
    pub(super) fn new(
        document: &'d Document,
        pointer: Pointer,
        node: &'d Node,
        schema: &'d SpecSchema,
    ) -> Self {
        Self {
            document,
            pointer,
            node,
            schema,
        }
    }

    /// The keywords as written, also those that the reader dropped.
    pub(crate) fn keywords(&self) -> impl Iterator<Item = &'d str> {
        self.node.members().map(|(name, _)| name)
    }

    /// The target of `$ref`.
    pub(crate) fn reference(&self) -> Option<&'d str> {
        match self.schema {
            SpecSchema::Object(schema) => match schema.as_ref() {
                ObjectOrReference::Ref { ref_path, .. } => Some(ref_path),
                ObjectOrReference::Object(_) => None,
            },
            SpecSchema::Boolean(_) => None,
        }
    }

    /// What the schema is for, in prose; empty when the document does not tell.
    pub(crate) fn description(&self) -> &'d str {
        let description = match self.schema {
            SpecSchema::Object(schema) => match schema.as_ref() {
                ObjectOrReference::Ref { description, .. } => description.as_deref(),
                ObjectOrReference::Object(schema) => schema.description.as_deref(),
            },
            SpecSchema::Boolean(_) => None,
        };
        description.unwrap_or_default().trim()
    }

    /// The one type besides null, if there is exactly one.
    pub(crate) fn json_type(&self) -> Option<JsonType> {
        let mut types = self.types().into_iter().filter_map(json_type);
        let first = types.next()?;
        types.next().is_none().then_some(first)
    }

    /// Whether null is valid too.
    pub(crate) fn is_nullable(&self) -> bool {
        self.types().contains(&SchemaType::Null)
    }

    pub(crate) fn format(&self) -> Option<&'d str> {
        self.object()?.format.as_deref()
    }

    pub(crate) fn is_deprecated(&self) -> bool {
        self.object().and_then(|schema| schema.deprecated) == Some(true)
    }

    /// The words of an enum; `None` for a value that is not a string.
    pub(crate) fn words(&self) -> impl Iterator<Item = Option<&'d str>> {
        let values = self.object().into_iter();
        let values = values.flat_map(|schema| &schema.enum_values);
        values.map(|value| value.as_str())
    }

    pub(crate) fn required(&self) -> &'d [String] {
        self.object().map_or(&[], |schema| &schema.required)
    }

    /// The members of an object, in the order of the document.
    pub(crate) fn properties(&self) -> impl Iterator<Item = (&'d str, Schema<'d>)> {
        let properties = self.object().into_iter();
        let properties = properties.flat_map(|schema| &schema.properties);
        properties.filter_map(|(name, schema)| {
            let node = self.node.member("properties")?.member(name)?;
            let pointer = self.pointer.join("properties").join(name);
            let schema = Schema::new(self.document, pointer, node, schema);
            Some((name.as_str(), schema))
        })
    }

    /// What the items of a list are.
    pub(crate) fn items(&self) -> Option<Schema<'d>> {
        let schema = self.object()?.items.as_deref()?;
        let node = self.node.member("items")?;
        let pointer = self.pointer.join("items");
        Some(Schema::new(self.document, pointer, node, schema))
    }

    /// Whether undescribed members are left open, or just forbidden, rather than described.
    pub(crate) fn has_plain_additional_properties(&self) -> bool {
        let additional = self.object();
        let additional = additional.and_then(|schema| schema.additional_properties.as_ref());
        matches!(additional, None | Some(SpecSchema::Boolean(_)))
    }

    /// A complaint about this schema.
    pub(crate) fn fault(&self, problem: Problem) -> Error {
        self.fault_at(self.pointer.clone(), self.node, problem)
    }

    /// A complaint about one keyword of this schema.
    pub(crate) fn keyword_fault(&self, keyword: &str, problem: Problem) -> Error {
        let node = self.node.member(keyword).unwrap_or(self.node);
        self.fault_at(self.pointer.join(keyword), node, problem)
    }

    fn fault_at(&self, pointer: Pointer, node: &Node, problem: Problem) -> Error {
        Error::from(Box::new(SpecError {
            file: self.document.file.clone(),
            pointer,
            position: node.position(),
            problem,
        }))
    }

    fn object(&self) -> Option<&'d ObjectSchema> {
        match self.schema {
            SpecSchema::Object(schema) => match schema.as_ref() {
                ObjectOrReference::Object(schema) => Some(schema),
                ObjectOrReference::Ref { .. } => None,
            },
            SpecSchema::Boolean(_) => None,
        }
    }

    fn types(&self) -> Vec<SchemaType> {
        match self.object().and_then(|schema| schema.schema_type.as_ref()) {
            Some(oas3::spec::SchemaTypeSet::Single(one)) => vec![*one],
            Some(oas3::spec::SchemaTypeSet::Multiple(all)) => all.clone(),
            None => Vec::new(),
        }
    }
}

fn json_type(schema_type: SchemaType) -> Option<JsonType> {
    Some(match schema_type {
        SchemaType::Boolean => JsonType::Boolean,
        SchemaType::Integer => JsonType::Integer,
        SchemaType::Number => JsonType::Number,
        SchemaType::String => JsonType::String,
        SchemaType::Array => JsonType::Array,
        SchemaType::Object => JsonType::Object,
        SchemaType::Null => return None,
    })
}
