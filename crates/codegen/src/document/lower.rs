//! OpenAPI 3.0 schemas in the words of 3.1.

use super::Node;

/// Words that 3.0 lets stand beside `$ref`; it tells readers to ignore the others. `nullable` is
/// one of those, but is so often written there, and so clearly meant, that it counts.
const BESIDE_REFERENCES: [&str; 4] = ["$ref", "description", "nullable", "summary"];

/// One schema as 3.1 would write it; the schemas inside it are lowered when they are reached.
///
/// `nullable` without a `type` (as beside `$ref` or `allOf`) has no one word in 3.1 and stays.
pub(super) fn lower(schema: &Node) -> Node {
    let is_reference = schema.member("$ref").is_some();
    let may_be_null = schema.member("nullable").and_then(Node::boolean) == Some(true);
    let lowered = schema.members().filter_map(|(name, node)| {
        let kept = !is_reference || BESIDE_REFERENCES.contains(&name) || name.starts_with("x-");
        kept.then(|| keyword(schema, may_be_null, name, node))?
    });
    schema.with_members(lowered.collect())
}

fn keyword(schema: &Node, may_be_null: bool, name: &str, node: &Node) -> Option<(String, Node)> {
    let same = |node: &Node| Some((name.to_owned(), node.clone()));
    match (name, node.text()) {
        ("type", Some(_)) if may_be_null => {
            let null = node.with_text("null");
            same(&node.with_items(vec![node.clone(), null]))
        }
        ("nullable", _) if schema.member("type").is_some() || !may_be_null => {
            // Something that is no boolean stays, to be complained about.
            if node.boolean().is_some() {
                None
            } else {
                same(node)
            }
        }
        ("format", Some("byte")) => Some(("contentEncoding".to_owned(), node.with_text("base64"))),
        ("format", Some("binary")) => {
            let octets = node.with_text("application/octet-stream");
            Some(("contentMediaType".to_owned(), octets))
        }
        ("example", _) => Some(("examples".to_owned(), node.with_items(vec![node.clone()]))),
        // Flags in 3.0, limits in 3.1; neither changes a type.
        ("exclusiveMinimum" | "exclusiveMaximum", _) if node.boolean().is_some() => None,
        _ => same(node),
    }
}
