//! Header values that come from the caller.

use http::HeaderValue;

use crate::error::Error;

/// Makes a header value of visible ASCII and spaces; anything else is refused before sending.
///
/// CR or LF would let a value add headers of its own, and other bytes are read differently by
/// different servers.
pub(crate) fn header_value(name: &'static str, value: &str) -> Result<HeaderValue, Error> {
    let problem = match value.chars().find(|c| !matches!(c, ' '..='~')) {
        Some(c) => format!("contains the character U+{:04X}", c as u32),
        None if value.trim() != value => "begins or ends with a space".to_owned(),
        None if value.is_empty() => "is empty".to_owned(),
        None => {
            return HeaderValue::from_str(value)
                .map_err(|e| Error::usage(format!("{name} cannot be sent: {e}")));
        }
    };
    Err(Error::usage(format!("{name} {problem}"))
        .with_hint("header values are visible ASCII characters; nothing was sent"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_could_add_a_header_or_be_misread() {
        for bad in [
            "",
            " a",
            "a ",
            "a\r\nx: y",
            "a\nb",
            "caf\u{e9}",
            "\u{7f}",
            "a\tb",
        ] {
            assert!(
                header_value("opc-request-id", bad).is_err(),
                "{bad:?} was accepted"
            );
        }
        assert_eq!(header_value("opc-request-id", "A/b c").unwrap(), "A/b c");
    }
}
