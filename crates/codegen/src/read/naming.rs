//! Names for types, made from the places of their schemas, so that they can be told beforehand.
//!
//! `#/components/schemas/Shop/properties/tags/items` is `ShopTagsItem`.

use std::path::Path;

use crate::document::{Node, Place};

/// Steps of a pointer that name nothing.
const SILENT: [&str; 7] = [
    "allOf",
    "components",
    "content",
    "definitions",
    "properties",
    "schema",
    "schemas",
];

/// The name that the document gives to the schema at a place, if it is one to be referred to: a
/// component, a definition, a file, or what stands first in a file of parts.
pub(super) fn own_name(place: &Place) -> Option<String> {
    let segments: Vec<&str> = place.pointer().segments().collect();
    match segments.as_slice() {
        [] => Some(stem(place)),
        [name] | ["components", "schemas", name] => Some((*name).to_owned()),
        [.., "$defs" | "definitions", _] => Some(of_place(place)),
        _ => None,
    }
}

/// The name for the schema at a place.
pub(super) fn of_place(place: &Place) -> String {
    let mut node = Some(place.root_node());
    let mut name = Name::default();
    let mut segments = place.pointer().segments().peekable();
    if segments
        .peek()
        .is_none_or(|first| SILENT[4..5].contains(first))
    {
        name.push(&stem(place));
    }
    while let Some(segment) = segments.next() {
        let here = node.and_then(|node| node.member(segment));
        match segment {
            "properties" | "$defs" | "definitions" | "schemas" => {
                let next = segments.next();
                name.push(next.unwrap_or_default());
                node = here.and_then(|here| here.member(next?));
            }
            "items" => name.push("Item"),
            "additionalProperties" => name.push("Value"),
            "oneOf" | "anyOf" | "allOf" => {
                let next = segments.next();
                let chosen = here.and_then(|here| here.member(next?));
                if segment != "allOf" && here.is_some_and(has_choice) {
                    name.push(&chosen.map(alternative).unwrap_or_default());
                }
                node = chosen;
                continue;
            }
            silent if SILENT.contains(&silent) => {}
            other => name.push(other),
        }
        if !matches!(segment, "properties" | "$defs" | "definitions" | "schemas") {
            node = here;
        }
    }
    name.0
}

/// What an alternative is called among others.
pub(super) fn alternative(schema: &Node) -> String {
    let text = |keyword: &str| schema.member(keyword).and_then(Node::text);
    if let Some(target) = text("$ref") {
        let name = target.rsplit(['/', '#']).find(|part| !part.is_empty());
        return stem_of(name.unwrap_or_default());
    }
    if let Some(title) = text("title") {
        return title.to_owned();
    }
    if let Some(word) = telling_word(schema) {
        return word;
    }
    let name = match (text("type"), text("format")) {
        (Some("string"), Some("date-time")) => "Time",
        (Some("string"), Some("date")) => "Date",
        (Some("string"), Some("byte")) => "Base64",
        (Some("string"), _) if schema.member("enum").is_some() => "Word",
        (Some("string"), _) => "Text",
        (Some("array"), _) => "List",
        (Some("object"), _) if schema.member("properties").is_none() => "Map",
        (Some("boolean" | "integer" | "number"), _) => text("type").unwrap_or_default(),
        _ => "Object",
    };
    name.to_owned()
}

/// The one word of the first member that allows only one.
fn telling_word(schema: &Node) -> Option<String> {
    let mut members = schema.member("properties")?.members();
    members.find_map(|(_, member)| {
        let constant = member.member("const").and_then(Node::text);
        let only = match member.member("enum").and_then(Node::items) {
            Some([only]) => only.text(),
            _ => None,
        };
        constant.or(only).map(str::to_owned)
    })
}

/// Whether there is more than one alternative besides null.
fn has_choice(alternatives: &Node) -> bool {
    let is_null = |node: &&Node| {
        let word = node.member("type").and_then(Node::text);
        word != Some("null")
    };
    let items = alternatives.items().unwrap_or_default();
    items.iter().filter(is_null).count() > 1
}

fn stem(place: &Place) -> String {
    stem_of(place.file())
}

fn stem_of(path: &str) -> String {
    let is_file = |extension: &str| matches!(extension, "yaml" | "yml" | "json");
    let path = Path::new(path);
    let extension = path.extension().and_then(|extension| extension.to_str());
    let name = match extension.is_some_and(is_file) {
        true => path.file_stem(),
        false => path.file_name(),
    };
    name.map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// A name that grows word by word.
#[derive(Default)]
struct Name(String);

impl Name {
    fn push(&mut self, word: &str) {
        if self.0.is_empty() {
            self.0.push_str(word);
        } else {
            self.0.push(' ');
            self.0.push_str(word);
        }
    }
}
