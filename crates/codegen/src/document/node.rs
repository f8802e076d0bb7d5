//! The document as it is written: ordered, with the position of each part.

use std::sync::Arc;

use saphyr::{LoadableYamlNode, MarkedYamlOwned, ScalarOwned, YamlDataOwned};
use serde::{Serialize, Serializer};

use crate::error::Error;
use crate::pointer::Pointer;
use crate::position::Position;

/// How deep documents may nest, so that no text can exhaust the stack.
const MAX_DEPTH: usize = 100;

/// A value of the document and where it begins. Clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    position: Position,
    content: Arc<Content>,
}

#[derive(Debug)]
enum Content {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, Error> {
        let syntax = |marker: &saphyr::Marker, message: &str| Error::Syntax {
            file: file.to_owned(),
            position: position(marker),
            message: message.to_owned(),
        };
        let documents = MarkedYamlOwned::load_from_str(text)
            .map_err(|error| syntax(error.marker(), error.info()))?;
        let start = saphyr::Marker::new(0, 1, 0);
        let [document] = <[_; 1]>::try_from(documents)
            .map_err(|_| syntax(&start, "the file must hold exactly one document"))?;
        convert(document, MAX_DEPTH).map_err(|(marker, message)| syntax(&marker, message))
    }

    pub(crate) fn position(&self) -> Position {
        self.position
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match self.content.as_ref() {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn boolean(&self) -> Option<bool> {
        match self.content.as_ref() {
            Content::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self.content.as_ref(), Content::Null)
    }

    pub(crate) fn is_object(&self) -> bool {
        matches!(self.content.as_ref(), Content::Object(_))
    }

    /// A plain value as text; versions are often written as numbers.
    pub(super) fn scalar_text(&self) -> String {
        match self.content.as_ref() {
            Content::Text(text) => text.clone(),
            _ => self.json().to_string(),
        }
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        // Nodes have string keys and no values that JSON lacks but NaN, which becomes null.
        serde_json::to_value(self).unwrap_or_default()
    }

    pub(crate) fn items(&self) -> Option<&[Node]> {
        match self.content.as_ref() {
            Content::List(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &Node)> {
        let members = match self.content.as_ref() {
            Content::Object(members) => members.as_slice(),
            _ => &[],
        };
        members.iter().map(|(name, node)| (name.as_str(), node))
    }

    /// The member of an object, or the item of a list by its index.
    pub(crate) fn member(&self, segment: &str) -> Option<&Node> {
        match self.content.as_ref() {
            Content::List(items) => items.get(segment.parse::<usize>().ok()?),
            _ => self
                .members()
                .find_map(|(name, node)| (name == segment).then_some(node)),
        }
    }

    pub(crate) fn with_members(&self, members: Vec<(String, Node)>) -> Self {
        self.with(Content::Object(members))
    }

    pub(crate) fn with_items(&self, items: Vec<Node>) -> Self {
        self.with(Content::List(items))
    }

    pub(crate) fn with_text(&self, text: &str) -> Self {
        self.with(Content::Text(text.to_owned()))
    }

    /// Something else at the same position.
    fn with(&self, content: Content) -> Self {
        Self {
            position: self.position,
            content: Arc::new(content),
        }
    }

    pub(super) fn at(&self, pointer: &Pointer) -> Option<&Node> {
        pointer
            .segments()
            .try_fold(self, |node, segment| node.member(segment))
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.content.as_ref() {
            Content::Null => serializer.serialize_unit(),
            Content::Boolean(value) => serializer.serialize_bool(*value),
            Content::Integer(value) => serializer.serialize_i64(*value),
            Content::Float(value) => serializer.serialize_f64(*value),
            Content::Text(value) => serializer.serialize_str(value),
            Content::List(items) => serializer.collect_seq(items),
            Content::Object(_) => serializer.collect_map(self.members()),
        }
    }
}

type Refusal = (saphyr::Marker, &'static str);

fn convert(yaml: MarkedYamlOwned, depth: usize) -> Result<Node, Refusal> {
    let marker = yaml.span.start;
    let depth = depth.checked_sub(1).ok_or((marker, "nested too deeply"))?;
    let content = match yaml.data {
        YamlDataOwned::Value(scalar) => scalar_content(scalar),
        YamlDataOwned::Sequence(items) => Content::List(
            items
                .into_iter()
                .map(|item| convert(item, depth))
                .collect::<Result<_, _>>()?,
        ),
        YamlDataOwned::Mapping(members) => Content::Object(
            members
                .into_iter()
                .map(|(name, value)| Ok((key(name)?, convert(value, depth)?)))
                .collect::<Result<_, _>>()?,
        ),
        _ => return Err((marker, "neither an object, a list, nor a plain value")),
    };
    Ok(Node {
        position: position(&marker),
        content: Arc::new(content),
    })
}

fn scalar_content(scalar: ScalarOwned) -> Content {
    match scalar {
        ScalarOwned::Null => Content::Null,
        ScalarOwned::Boolean(value) => Content::Boolean(value),
        ScalarOwned::Integer(value) => Content::Integer(value),
        ScalarOwned::FloatingPoint(value) => Content::Float(value.into_inner()),
        ScalarOwned::String(value) => Content::Text(value),
    }
}

/// Status codes are often written as numbers; a name is a string all the same.
fn key(yaml: MarkedYamlOwned) -> Result<String, Refusal> {
    match yaml.data {
        YamlDataOwned::Value(ScalarOwned::String(text)) => Ok(text),
        YamlDataOwned::Value(ScalarOwned::Integer(number)) => Ok(number.to_string()),
        _ => Err((yaml.span.start, "a name must be a string")),
    }
}

fn position(marker: &saphyr::Marker) -> Position {
    Position {
        line: marker.line(),
        column: marker.col() + 1,
    }
}
