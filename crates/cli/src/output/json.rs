//! JSON for scripts.
//!
//! Characters that could act on a terminal are written as `\u` escapes, which every JSON reader
//! takes for the same text.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};

use work_requests::text::is_hidden;

/// A document over several lines, the last one ended.
pub(crate) fn pretty(value: &impl Serialize) -> serde_json::Result<String> {
    render(value, Safe(PrettyFormatter::new()))
}

/// A document on one line, ended.
pub(crate) fn line(value: &impl Serialize) -> serde_json::Result<String> {
    render(value, Safe(CompactFormatter))
}

fn render(value: &impl Serialize, formatter: impl Formatter) -> serde_json::Result<String> {
    let mut bytes = Vec::with_capacity(1024);
    value.serialize(&mut Serializer::with_formatter(&mut bytes, formatter))?;
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(serde::ser::Error::custom)
}

/// A formatter that escapes more than JSON asks for.
struct Safe<F>(F);

/// Passes the methods that lay out a document on to the inner formatter.
macro_rules! layout_of_inner {
    ($($method:ident($($arg:ident: $ty:ty),*);)*) => {$(
        fn $method<W: ?Sized + io::Write>(&mut self, writer: &mut W $(, $arg: $ty)*) -> io::Result<()> {
            self.0.$method(writer $(, $arg)*)
        }
    )*};
}

impl<F: Formatter> Formatter for Safe<F> {
    layout_of_inner! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        end_object_key();
        begin_object_value();
        end_object_value();
    }

    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_hidden(*c)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    #[test]
    fn layout_is_that_of_serde_json() {
        let value = json!({"data": [{"id": "a", "empty": {}, "list": []}, null], "n": 1.5});
        assert_eq!(
            line(&value).unwrap().trim_end(),
            serde_json::to_string(&value).unwrap()
        );
        assert_eq!(
            pretty(&value).unwrap().trim_end(),
            serde_json::to_string_pretty(&value).unwrap()
        );
    }

    #[test]
    fn what_acts_on_a_terminal_is_escaped() {
        assert_eq!(
            line(&"\u{9b}\u{202e}\u{e0041}").unwrap(),
            "\"\\u009b\\u202e\\udb40\\udc41\"\n"
        );
    }

    proptest! {
        #[test]
        fn any_text_reads_back_and_hides_nothing(text in any::<String>()) {
            let written = line(&text).unwrap();
            prop_assert!(!written.trim_end_matches('\n').chars().any(is_hidden));
            prop_assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), Value::String(text));
        }
    }
}
