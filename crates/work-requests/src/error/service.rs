//! Error bodies: always read leniently, so that a `code` is never lost.

use serde_json::Value;

use crate::control_chars;

/// Longest part of a service's message that is kept, in characters.
const LONGEST_MESSAGE: usize = 2_000;

/// What the body of an error response says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ServiceFailure {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
}

impl ServiceFailure {
    /// Reads `code` and `message` where the body is the documented object, and keeps the start of
    /// any other text as the message. Raw control characters do not hide them.
    pub(crate) fn read(body: &[u8]) -> Self {
        match serde_json::from_slice(&control_chars::escape(body)) {
            Ok(Value::Object(members)) => Self {
                code: members.get("code").and_then(text),
                message: members.get("message").and_then(text).map(|m| shortened(&m)),
            },
            Ok(Value::Null) => Self::default(),
            _ => Self {
                code: None,
                message: plain_text(body),
            },
        }
    }
}

/// A member as text; numbers and booleans are shown as JSON writes them.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn plain_text(body: &[u8]) -> Option<String> {
    // The limit is counted in characters, each of at most four bytes.
    let start = &body[..body.len().min(4 * LONGEST_MESSAGE + 4)];
    let text = shortened(String::from_utf8_lossy(start).trim());
    (!text.is_empty()).then_some(text)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(body: &str) -> (Option<String>, Option<String>) {
        let failure = ServiceFailure::read(body.as_bytes());
        (failure.code, failure.message)
    }

    #[test]
    fn the_documented_object_gives_code_and_message() {
        let (code, message) = read(r#"{"code":"IncorrectState","message":"busy"}"#);
        assert_eq!(
            (code.as_deref(), message.as_deref()),
            (Some("IncorrectState"), Some("busy"))
        );
    }

    #[test]
    fn a_raw_newline_does_not_lose_the_code() {
        let (code, message) = read("{\"code\":\"IncorrectState\",\"message\":\"one\ntwo\"}");
        assert_eq!(
            (code.as_deref(), message.as_deref()),
            (Some("IncorrectState"), Some("one\ntwo"))
        );
    }

    #[test]
    fn other_bodies_become_the_message() {
        assert_eq!(
            read("<h1>Bad gateway</h1>").1.as_deref(),
            Some("<h1>Bad gateway</h1>")
        );
        assert_eq!(read("[1]").1.as_deref(), Some("[1]"));
        assert_eq!(read(""), (None, None));
        assert_eq!(read("null"), (None, None));
        assert_eq!(read(r#"{"code":5}"#).0.as_deref(), Some("5"));
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_bounded_message(body in proptest::collection::vec(any::<u8>(), 0..20_000)) {
            let message = ServiceFailure::read(&body).message.unwrap_or_default();
            prop_assert!(message.chars().count() <= LONGEST_MESSAGE + 1);
        }
    }
}
