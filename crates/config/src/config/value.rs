//! A value with the place it came from.

use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};

/// Keys whose values never leave their [`SecretString`].
const SECRETS: [&str; 3] = ["pass_phrase", "passphrase", "key_content"];

/// Where in a file a value stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Origin {
    /// The file.
    pub file: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// The first indented line that continues the value, if there is one.
    pub continued_at: Option<usize>,
}

#[derive(Clone)]
pub(crate) struct Entry {
    value: Value,
    pub(crate) origin: Option<Origin>,
}

#[derive(Clone)]
enum Value {
    Plain(String),
    Secret(SecretString),
}

impl Entry {
    pub(super) fn new(key: &str, value: String, origin: Option<Origin>) -> Self {
        let value = if SECRETS.contains(&key) {
            Value::Secret(value.into())
        } else if key == "fingerprint" {
            Value::Plain(value.to_ascii_lowercase())
        } else {
            Value::Plain(value)
        };
        Self { value, origin }
    }

    pub(super) fn from_secret(value: SecretString) -> Self {
        Self {
            value: Value::Secret(value),
            origin: None,
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Plain(text) => Some(text),
            Value::Secret(_) => None,
        }
    }

    pub(super) fn secret(&self) -> Option<&SecretString> {
        match &self.value {
            Value::Plain(_) => None,
            Value::Secret(secret) => Some(secret),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        match &self.value {
            Value::Plain(text) => text.is_empty(),
            Value::Secret(secret) => secret.expose_secret().is_empty(),
        }
    }
}
