//! Documents in the shape that a service gives them.

use serde::Serialize;
use serde_json::{Map, Value};
use work_requests_catalog::{Service, Shape};

/// Writes documents as one service does.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shaped(pub(crate) &'static Service);

impl Shaped {
    /// A work request, as it is read by itself.
    pub(crate) fn document(self, document: impl Serialize) -> Value {
        self.changed(document)
    }

    /// A work request in a list.
    pub(crate) fn summary(self, document: impl Serialize) -> Value {
        let mut value = self.changed(document);
        let own = self
            .0
            .members()
            .iter()
            .find(|(usual, _)| *usual == "listId");
        if let (Value::Object(members), Some((_, own))) = (&mut value, own) {
            rename(members, "id", own);
        }
        value
    }

    /// An error or a log line.
    pub(crate) fn entry(self, document: impl Serialize) -> Value {
        self.changed(document)
    }

    /// A document with the entries that the service keeps in it.
    pub(crate) fn embed(self, document: &mut Value, what: &str, entries: Vec<Value>) {
        if let (Value::Object(members), Some(name)) = (document, self.0.embedded(what)) {
            members.insert(name.to_owned(), Value::Array(entries));
        }
    }

    /// A list of documents, as an array or in an object.
    pub(crate) fn list(self, shape: Shape, items: Vec<Value>) -> Value {
        match shape {
            Shape::Items => serde_json::json!({ "items": items }),
            _ => Value::Array(items),
        }
    }

    fn changed(self, document: impl Serialize) -> Value {
        // Documents of ours have no keys but texts, so that this cannot fail.
        let mut value = serde_json::to_value(document).unwrap_or_default();
        if let Value::Object(members) = &mut value {
            self.change(members);
        }
        value
    }

    fn change(self, members: &mut Map<String, Value>) {
        for name in self.0.absent() {
            members.remove(*name);
        }
        if let Some(Value::String(status)) = members.get_mut("status") {
            let own = self.0.words().iter().find(|(usual, _)| usual == status);
            if let Some((_, word)) = own {
                *status = (*word).to_owned();
            }
        }
        let renamed = self.0.members().iter();
        for (usual, own) in renamed.filter(|(usual, _)| *usual != "listId") {
            rename(members, usual, own);
        }
    }
}

fn rename(members: &mut Map<String, Value>, from: &str, to: &str) {
    if let Some(value) = members.remove(from) {
        members.insert(to.to_owned(), value);
    }
}
