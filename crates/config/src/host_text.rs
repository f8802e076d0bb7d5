//! Which texts may stand in a host name.

/// Most bytes in one label of a host name (RFC 1035, section 2.3.4).
const MAX_LABEL: usize = 63;
/// Most bytes in a whole host name.
const MAX_NAME: usize = 253;

/// Why a text cannot be part of a host name.
///
/// The characters allowed are those the reference SDK allows: ASCII letters, digits, `-` and `_`,
/// in labels parted by single dots. Nothing else can be let in, because a space, slash, `@`, `?`,
/// `#` or `:` would change which host is called or what is asked of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HostFault {
    /// There is no text.
    #[error("is empty")]
    Empty,
    /// Two dots in a row, or a dot at the start or the end.
    #[error("has an empty part before or after a dot")]
    EmptyLabel,
    /// A character other than letters, digits, `-` and `_`.
    #[error(
        "has {character:?} as character {position}; only ASCII letters, digits, `-` and `_` may stand there"
    )]
    Character {
        /// The character.
        character: char,
        /// Its place, counted from 1.
        position: usize,
    },
    /// More than 63 bytes between two dots, or more than 253 in all.
    #[error("is longer than a host name can be (63 characters between dots, 253 in all)")]
    TooLong,
}

/// A single label: no dot.
pub(crate) fn check_label(text: &str) -> Result<(), HostFault> {
    if text.is_empty() {
        return Err(HostFault::Empty);
    }
    check_characters(text, false)?;
    if text.len() > MAX_LABEL {
        Err(HostFault::TooLong)
    } else {
        Ok(())
    }
}

/// One or more labels parted by single dots.
pub(crate) fn check_name(text: &str) -> Result<(), HostFault> {
    if text.is_empty() {
        return Err(HostFault::Empty);
    }
    check_characters(text, true)?;
    if text.len() > MAX_NAME || text.split('.').any(|label| label.len() > MAX_LABEL) {
        return Err(HostFault::TooLong);
    }
    if text.split('.').any(str::is_empty) {
        return Err(HostFault::EmptyLabel);
    }
    Ok(())
}

fn check_characters(text: &str, dots: bool) -> Result<(), HostFault> {
    let fault = text.chars().enumerate().find(|(_, c)| !allowed(*c, dots));
    fault.map_or(Ok(()), |(index, character)| {
        Err(HostFault::Character {
            character,
            position: index + 1,
        })
    })
}

fn allowed(c: char, dots: bool) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_' || (dots && c == '.')
}
