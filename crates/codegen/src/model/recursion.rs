//! Structs that contain themselves have no size.

use std::collections::HashMap;

use super::{Error, Shape, Type, TypeDef};
use crate::{Document, error::Problem};

/// Refuses cycles of members that no list interrupts.
pub(super) fn check(document: &Document, types: &[TypeDef]) -> Result<(), Error> {
    let parts: HashMap<&str, Vec<&str>> = types
        .iter()
        .map(|type_def| (type_def.name.as_str(), direct_parts(type_def)))
        .collect();
    for (type_def, (_, schema)) in types.iter().zip(document.schemas()) {
        let mut path = vec![type_def.name.as_str()];
        if returns(type_def.name.as_str(), &parts, &mut path) {
            return Err(schema.fault(Problem::Recursion(path.join(", "))));
        }
    }
    Ok(())
}

fn direct_parts(type_def: &TypeDef) -> Vec<&str> {
    let members = match &type_def.shape {
        Shape::Object(members) => members.as_slice(),
        Shape::Words(_) => &[],
    };
    let named = members.iter().filter_map(|member| match &member.ty {
        Type::Named(name) => Some(name.as_str()),
        _ => None,
    });
    named.collect()
}

/// Whether the last type of `path` leads back to `start`; leaves the way there in `path`.
fn returns<'m>(
    start: &str,
    parts: &HashMap<&'m str, Vec<&'m str>>,
    path: &mut Vec<&'m str>,
) -> bool {
    let here = path.last().and_then(|name| parts.get(name));
    for part in here.into_iter().flatten() {
        if *part == start {
            return true;
        }
        if !path.contains(part) {
            path.push(part);
            if returns(start, parts, path) {
                return true;
            }
            path.pop();
        }
    }
    false
}
