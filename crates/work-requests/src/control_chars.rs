//! Raw control characters inside JSON strings.
//!
//! JSON forbids U+0000 to U+001F inside strings unless escaped, but log lines of the service have
//! carried them. One scan finds them: to explain a refusal, or to escape them so that they are kept.

use std::borrow::Cow;

/// Where a raw control character stands in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RawControl {
    pub(crate) offset: usize,
    pub(crate) byte: u8,
}

/// The first raw control character inside a string of a JSON text.
pub(crate) fn find(body: &[u8]) -> Option<RawControl> {
    raw_controls(body).next()
}

/// The same JSON text with each raw control character inside a string written as `\u00XX`.
///
/// Borrowed when there is nothing to escape.
pub(crate) fn escape(body: &[u8]) -> Cow<'_, [u8]> {
    let mut found = raw_controls(body).peekable();
    if found.peek().is_none() {
        return Cow::Borrowed(body);
    }
    let mut escaped = Vec::with_capacity(body.len() + 64);
    let mut copied = 0;
    for RawControl { offset, byte } in found {
        escaped.extend_from_slice(&body[copied..offset]);
        escaped.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
        copied = offset + 1;
    }
    escaped.extend_from_slice(&body[copied..]);
    Cow::Owned(escaped)
}

fn raw_controls(body: &[u8]) -> impl Iterator<Item = RawControl> + '_ {
    let mut scan = Scan::Outside;
    body.iter().enumerate().filter_map(move |(offset, &byte)| {
        let inside = !matches!(scan, Scan::Outside);
        scan = scan.after(byte);
        (inside && byte < 0x20).then_some(RawControl { offset, byte })
    })
}

#[derive(Clone, Copy)]
enum Scan {
    Outside,
    Inside,
    Escape,
}

impl Scan {
    fn after(self, byte: u8) -> Self {
        match (self, byte) {
            (Self::Outside, b'"') => Self::Inside,
            (Self::Outside, _) => Self::Outside,
            (Self::Inside, b'"') => Self::Outside,
            (Self::Inside, b'\\') => Self::Escape,
            (Self::Inside | Self::Escape, _) => Self::Inside,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn white_space_between_tokens_is_not_a_find() {
        assert_eq!(find(b"{\n\t\"a\": \"b\\n\"\r\n}"), None);
    }

    #[test]
    fn the_first_find_is_named_by_its_offset() {
        assert_eq!(
            find(b"[\"a\x07b\n\"]"),
            Some(RawControl { offset: 3, byte: 7 })
        );
    }

    #[test]
    fn quotes_after_an_escape_do_not_end_the_string() {
        assert_eq!(
            find(b"\"a\\\"\x01\""),
            Some(RawControl { offset: 4, byte: 1 })
        );
    }

    proptest! {
        #[test]
        fn escaped_text_decodes_to_the_same_characters(text in "[\\x00-\\x7f]{0,60}") {
            let raw = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
            let escaped = escape(raw.as_bytes());
            prop_assert_eq!(serde_json::from_slice::<String>(&escaped).unwrap(), text.clone());
            let strict = serde_json::from_slice::<String>(raw.as_bytes());
            prop_assert_eq!(strict.is_err(), find(raw.as_bytes()).is_some());
        }
    }
}
