//! Where a `$ref` leads.

use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::{Document, Place, Schema, files};
use crate::error::{Error, Problem};
use crate::pointer::Pointer;

/// The schema that `text`, the `$ref` at `place`, names: a JSON pointer into the same file, into
/// another one, or another file as a whole.
pub(super) fn resolve(document: &Document, place: &Place, text: &str) -> Result<Schema, Error> {
    let unknown = || place.fault(Problem::Reference(text.to_owned()));
    let (path, fragment) = text.split_once('#').unwrap_or((text, ""));
    if path.contains("://") {
        return Err(place.fault(Problem::RemoteReference(text.to_owned())));
    }
    let path = decoded(path).ok_or_else(unknown)?;
    let source = if path.is_empty() {
        place.source().clone()
    } else {
        let folder = place.source().path().parent();
        let full = files::tidy(&folder.map_or_else(|| path.clone().into(), |at| at.join(&path)));
        if full == files::tidy(document.root.path()) {
            Arc::clone(&document.root)
        } else {
            document.files.get(place, &path)?
        }
    };
    let fragment = decoded(fragment).ok_or_else(unknown)?;
    let pointer = Pointer::parse(&fragment).ok_or_else(unknown)?;
    let node = source.node().at(&pointer).ok_or_else(unknown)?.clone();
    Schema::new(Place::new(source, pointer, node))
}

fn decoded(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    Some(text.into_owned())
}
