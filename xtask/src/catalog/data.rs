//! The data file, and what it leaves out because it is usual.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Data {
    pub(super) services: BTreeMap<String, Service>,
    pub(super) ocid_types: BTreeMap<String, String>,
}

/// A service; what is absent is as most services have it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Service {
    pub(super) endpoint: String,
    pub(super) version: String,
    pub(super) request_id: Option<String>,
    #[serde(default = "usual")]
    pub(super) get: Option<Operation>,
    #[serde(default = "usual")]
    pub(super) list: Option<Operation>,
    /// `null`: it has none.
    #[serde(default = "usual", deserialize_with = "or_none")]
    pub(super) errors: Option<Operation>,
    #[serde(default = "usual", deserialize_with = "or_none")]
    pub(super) logs: Option<Operation>,
    pub(super) cancel: Option<Operation>,
    #[serde(default)]
    pub(super) members: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) absent: Vec<String>,
    #[serde(default)]
    pub(super) embedded: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) words: BTreeMap<String, String>,
}

/// An operation; what is absent depends on which it is.
#[derive(Deserialize, Default, PartialEq)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Operation {
    pub(super) path: Option<String>,
    pub(super) shape: Option<Shape>,
    pub(super) query: Option<Vec<String>>,
    pub(super) required: Option<Vec<String>>,
    pub(super) headers: Option<Vec<String>>,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "camelCase")]
pub(super) enum Shape {
    Array,
    Items,
}

#[allow(
    clippy::unnecessary_wraps,
    reason = "the default of an option that may be null"
)]
fn usual() -> Option<Operation> {
    Some(Operation::default())
}

fn or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Operation>, D::Error> {
    Option::deserialize(from)
}

impl Operation {
    /// Whether it is as most services have it.
    pub(super) fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

impl Data {
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let data: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        for (name, service) in &data.services {
            let plain = |text: &str| !text.contains(['"', '\\', '\n']);
            if !plain(name) || !plain(&service.endpoint) || !plain(&service.version) {
                return Err(format!(
                    "{name} has a text with a quote, a backslash or a line end"
                ));
            }
            if service.get.is_none() || service.list.is_none() {
                return Err(format!("{name} has to have `get` and `list`"));
            }
        }
        match data
            .ocid_types
            .values()
            .find(|name| !data.services.contains_key(*name))
        {
            Some(name) => Err(format!("ocidTypes names {name}, which is no service")),
            None => Ok(data),
        }
    }
}
