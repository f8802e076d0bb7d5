//! Text of a stranger, made safe to show.

use std::fmt::Write;

/// The most characters that are shown.
const LIMIT: usize = 200;
/// How many of them are the text's last; messages end in what was expected.
const TAIL: usize = 80;

/// At most 200 characters of `text`, cut in the middle, with control characters and those that
/// change the direction of writing escaped.
pub(super) fn short(text: &str) -> String {
    let escaped = escaped(text);
    let length = escaped.chars().count();
    if length <= LIMIT {
        return escaped;
    }
    let head = escaped.chars().take(LIMIT - TAIL - 1);
    let tail = escaped.chars().skip(length - TAIL);
    head.chain(['…']).chain(tail).collect()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            // Escaped already where they are quoted.
            '"' | '\'' | '\\' => escaped.push(character),
            // Writing to a string cannot fail.
            _ => drop(write!(escaped, "{}", character.escape_debug())),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn short_text_stays() {
        assert_eq!(
            short(r#"invalid type: string "ä", expected f64"#),
            r#"invalid type: string "ä", expected f64"#
        );
    }

    #[test]
    fn controls_and_bidi_marks_are_escaped() {
        assert_eq!(
            short("a\u{1b}[31m\u{0}\n\u{202e}\u{85}b"),
            r"a\u{1b}[31m\0\n\u{202e}\u{85}b"
        );
    }

    #[test]
    fn long_text_keeps_both_ends() {
        let text = format!("begin {} end", "\n".repeat(100_000));
        let short = short(&text);
        assert_eq!(short.chars().count(), 200);
        assert!(
            short.starts_with(r"begin \n\n") && short.ends_with(r"\n end"),
            "{short}"
        );
    }
}
