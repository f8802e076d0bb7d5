//! Texts for people: what a service wrote made safe for a terminal, and lengths of time in words.
//!
//! A log line can hold anything its author wrote. Escape sequences could recolour or rewrite the
//! screen, and bidirectional or invisible characters could make a line read as another one, so
//! both are shown as what they are.

use std::borrow::Cow;

use chrono::TimeDelta;

/// Shows control, bidirectional and invisible characters as escapes: `\n`, `\t`, `\u{1b}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => shown.extend(c.escape_default()),
            c if is_hidden(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Whether a character acts on the screen, or on the order of what is read, without being seen.
///
/// Joiners (U+200C, U+200D) stay: several scripts and emoji need them, and they hide nothing.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A length of time: `4s`, `1m 04s`, `2h 05m`, `3d 01h`.
pub fn length(duration: TimeDelta) -> String {
    let seconds = duration.num_seconds().max(0);
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    match seconds {
        0..60 => format!("{seconds}s"),
        60..3_600 => format!("{minutes}m {:02}s", seconds % 60),
        3_600..86_400 => format!("{hours}h {:02}m", minutes % 60),
        _ => format!("{days}d {:02}h", hours % 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escapes_are_shown_and_nothing_else_changes() {
        assert_eq!(
            visible("plain \u{e9}\u{4e2d} C:\\new"),
            "plain \u{e9}\u{4e2d} C:\\new"
        );
        assert_eq!(visible("a\nb\tc\rd"), r"a\nb\tc\rd");
        assert_eq!(visible("\u{1b}[31mred\u{7}"), r"\u{1b}[31mred\u{7}");
        assert_eq!(visible("user\u{202e}txt.exe"), r"user\u{202e}txt.exe");
        assert_eq!(visible("\u{9b}2J"), r"\u{9b}2J");
    }

    #[test]
    fn lengths_have_two_units_at_most() {
        let lengths =
            [0, 59, 60, 64, 3_600, 7_500, 86_400, 90_000].map(|s| length(TimeDelta::seconds(s)));
        assert_eq!(
            lengths,
            [
                "0s", "59s", "1m 00s", "1m 04s", "1h 00m", "2h 05m", "1d 00h", "1d 01h"
            ]
        );
        assert_eq!(length(TimeDelta::seconds(-5)), "0s");
    }

    proptest! {
        #[test]
        fn any_length_can_be_told(seconds in -8_000_000_000_000i64..8_000_000_000_000) {
            prop_assert!(!length(TimeDelta::seconds(seconds)).is_empty());
        }

        #[test]
        fn nothing_hidden_is_left(text in any::<String>()) {
            prop_assert!(!visible(&text).chars().any(is_hidden));
        }

        #[test]
        fn text_without_hidden_characters_stays(text in any::<String>()) {
            let seen: String = text.chars().filter(|c| !is_hidden(*c)).collect();
            prop_assert_eq!(visible(&seen), &*seen);
        }

        #[test]
        fn hidden_characters_anywhere_are_escaped(before in "[a-z ]{0,8}", code in 0u32..0x20, after in "[a-z ]{0,8}") {
            let c = char::from_u32(code).unwrap();
            let shown = visible(&format!("{before}{c}{after}")).into_owned();
            let prefix = format!("{before}\\");
            prop_assert!(shown.starts_with(&prefix) && shown.ends_with(&after));
        }
    }
}
