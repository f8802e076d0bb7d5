//! Gives a document its OpenAPI meaning, or says which part has none.

use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use super::{Node, Pointer};
use crate::error::{Error, Problem, SpecError};

/// Reads the whole document with `oas3`.
pub(super) fn spec(file: &str, root: &Node) -> Result<oas3::Spec, Error> {
    read::<oas3::Spec>(root).map_err(|fault| {
        let (pointer, reason) = innermost(root, fault);
        let node = root.at(&pointer).unwrap_or(root);
        Error::from(Box::new(SpecError {
            file: file.to_owned(),
            pointer,
            position: node.position(),
            problem: Problem::Shape(reason),
        }))
    })
}

type Fault = (Pointer, String);

fn read<T: DeserializeOwned>(node: &Node) -> Result<T, Fault> {
    let fault = |error: &dyn std::fmt::Display| (Pointer::default(), error.to_string());
    let json = serde_json::to_string(node).map_err(|error| fault(&error))?;
    let mut reader = serde_json::Deserializer::from_str(&json);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer(error.path());
        let message = error.into_inner().to_string();
        (pointer, without_json_position(&message))
    })
}

fn pointer(path: &serde_path_to_error::Path) -> Pointer {
    path.iter()
        .fold(Pointer::default(), |pointer, segment| match segment {
            Segment::Seq { index } => pointer.join(&index.to_string()),
            Segment::Map { key } | Segment::Enum { variant: key } => pointer.join(key),
            _ => pointer,
        })
}

/// `oas3` tries variants and gives up at the outermost schema; looks for the one inside that is
/// at fault.
fn innermost(root: &Node, fault: Fault) -> Fault {
    let (pointer, reason) = fault;
    let Some(node) = root.at(&pointer) else {
        return (pointer, reason);
    };
    match parts(node).find_map(|(below, part)| Some((below, faulty(part)?))) {
        Some((below, reason)) => {
            let pointer = below.iter().fold(pointer, |at, segment| at.join(segment));
            innermost(root, (pointer, reason))
        }
        None => (pointer, reason),
    }
}

/// The schemas inside a schema, with the steps to each.
fn parts(schema: &Node) -> impl Iterator<Item = (Vec<&str>, &Node)> {
    let properties = schema.member("properties").into_iter();
    let properties = properties.flat_map(Node::members);
    let properties = properties.map(|(name, node)| (vec!["properties", name], node));
    let others = ["items", "additionalProperties"].into_iter();
    let others = others.filter_map(|name| Some((vec![name], schema.member(name)?)));
    properties.chain(others)
}

fn faulty(schema: &Node) -> Option<String> {
    let general = read::<oas3::spec::Schema>(schema).err()?;
    let precise = read::<oas3::spec::ObjectSchema>(schema).err();
    Some(precise.unwrap_or(general).1)
}

/// The position in our intermediate JSON would only mislead.
fn without_json_position(message: &str) -> String {
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message.to_owned(),
    }
}
