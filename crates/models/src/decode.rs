//! Reads JSON and says where it is wrong.
//!
//! The first reading is plain `serde_json`, at full speed. Only when that fails is the document
//! read again, with the path to each value at hand.

use std::fmt;

use serde::Deserialize;

mod excerpt;

/// Reads a value from JSON text in UTF-8.
///
/// # Errors
///
/// [`DecodeError`] when `bytes` are not exactly one JSON value of this type: text that is not
/// JSON or not UTF-8, a byte order mark, more text after the value, nesting deeper than 128, a
/// member of the wrong type, a required member that is missing.
pub fn from_slice<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, DecodeError> {
    serde_json::from_slice(bytes).map_err(|error| explain::<T>(bytes, &error))
}

/// Which part of a JSON document could not be read, and why.
///
/// What it quotes of the document is short and has control characters escaped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{message} (line {line}, column {column})", Prefix(path))]
#[non_exhaustive]
pub struct DecodeError {
    path: String,
    message: String,
    line: usize,
    column: usize,
}

impl DecodeError {
    /// The path to the value at fault, like `resources[0].identifier`, or `[3].status` in a list.
    ///
    /// A missing member has the path it would have. Empty when the document as a whole is at
    /// fault.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there, in at most 200 characters.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The line at which reading stopped, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The byte of that line at which reading stopped, from 1; 0 at its very beginning.
    pub fn column(&self) -> usize {
        self.column
    }
}

struct Prefix<'a>(&'a str);

impl fmt::Display for Prefix<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            "" => Ok(()),
            path => write!(f, "{path}: "),
        }
    }
}

fn explain<'a, T: Deserialize<'a>>(bytes: &'a [u8], error: &serde_json::Error) -> DecodeError {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    match serde_path_to_error::deserialize::<_, T>(&mut reader) {
        Err(located) => described(bytes, path(located.path()), located.inner()),
        // The value is fine; what follows it is not.
        Ok(_) => described(bytes, String::new(), error),
    }
}

fn described(bytes: &[u8], path: String, error: &serde_json::Error) -> DecodeError {
    let message = without_position(error);
    let (path, message) = match missing_member(&message) {
        Some(name) if path.is_empty() => (name.to_owned(), MISSING.to_owned()),
        Some(name) => (format!("{path}.{name}"), MISSING.to_owned()),
        None if bytes.starts_with(BYTE_ORDER_MARK) => (path, MARKED.to_owned()),
        None => (path, message),
    };
    DecodeError {
        path: excerpt::short(&path),
        message: excerpt::short(&message),
        line: error.line(),
        column: error.column(),
    }
}

const MISSING: &str = "this required member is missing";
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
const MARKED: &str = "the text begins with a byte order mark, which JSON does not allow";

fn without_position(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    match message.strip_suffix(&position) {
        Some(message) => message.to_owned(),
        None => message,
    }
}

/// The member's name in the message that `serde` has for this case. No text of the document can
/// pass for it: messages that quote one begin with other words.
fn missing_member(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.strip_suffix('`')
}

fn path(path: &serde_path_to_error::Path) -> String {
    // The root is shown as a lone dot there.
    match path.iter().len() {
        0 => String::new(),
        _ => path.to_string(),
    }
}
