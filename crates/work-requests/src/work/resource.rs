//! What a work request does to which resource.

use serde_json::{Map, Value};

/// A resource that a work request touches, in the spelling of any service.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Resource<'a>(&'a Map<String, Value>);

impl<'a> Resource<'a> {
    pub(super) fn all(document: &'a Map<String, Value>) -> impl Iterator<Item = Self> {
        let list = document.get("resources").and_then(Value::as_array);
        let objects = list.into_iter().flatten().filter_map(Value::as_object);
        objects.map(Self)
    }

    /// What is done to it, such as `CREATED`.
    pub fn action(&self) -> Option<&'a str> {
        self.text(&["actionType", "action", "resourceAction", "actionResult"])
    }

    /// What kind of resource it is, such as `instance`.
    pub fn entity_type(&self) -> Option<&'a str> {
        self.text(&["entityType", "resourceType"])
    }

    /// Its OCID, or another identifier that its service uses.
    pub fn identifier(&self) -> Option<&'a str> {
        self.text(&["identifier", "resourceId", "entityId", "id"])
    }

    /// The path at which its service has it.
    pub fn entity_uri(&self) -> Option<&'a str> {
        self.text(&["entityUri", "entityURI", "resourceUri"])
    }

    /// The service's document.
    pub fn document(&self) -> &'a Map<String, Value> {
        self.0
    }

    fn text(&self, names: &[&str]) -> Option<&'a str> {
        names.iter().find_map(|name| self.0.get(*name)?.as_str())
    }
}
