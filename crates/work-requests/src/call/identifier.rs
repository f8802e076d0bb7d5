//! What an identifier may look like before it becomes a part of a URL or a header.

use crate::error::Error;

/// Longest identifier that is sent, in bytes: OCIDs are documented to have at most 255 characters.
const LONGEST: usize = 255;

/// Refuses an identifier that could not name exactly one path segment.
///
/// The service would never issue such an identifier, and a dot segment or a slash would change
/// which resource the signed request asks for.
pub(crate) fn check_identifier(name: &str, value: &str) -> Result<(), Error> {
    check_value(name, value)?;
    let problem = match value {
        "." | ".." => "is a dot segment, which would name another path",
        _ if value.contains('/') => "contains '/', which would name another path",
        _ => return Ok(()),
    };
    Err(refusal(name, problem))
}

/// Refuses a blank, overlong or unprintable value of a query parameter.
pub(crate) fn check_value(name: &str, value: &str) -> Result<(), Error> {
    let problem = if value.trim().is_empty() {
        "is blank".to_owned()
    } else if value.len() > LONGEST {
        format!("is {} bytes long; the limit is {LONGEST}", value.len())
    } else if let Some(control) = value.chars().find(|c| c.is_control()) {
        format!("contains the control character U+{:04X}", control as u32)
    } else {
        return Ok(());
    };
    Err(refusal(name, &problem))
}

/// Refuses a page token that is blank or cannot stand in a URL as one value.
pub(crate) fn check_token(name: &str, value: &str) -> Result<(), Error> {
    if value.is_empty() {
        return Err(refusal(name, "is empty"));
    }
    match value.chars().find(|c| c.is_control()) {
        Some(control) => {
            let problem = format!("contains the control character U+{:04X}", control as u32);
            Err(refusal(name, &problem))
        }
        None => Ok(()),
    }
}

fn refusal(name: &str, problem: &str) -> Error {
    Error::usage(format!("{name} {problem}"))
        .with_hint("pass the value exactly as the service returned it; nothing was sent")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_what_would_leave_its_place() {
        for bad in [
            "",
            " \t\n",
            ".",
            "..",
            "a/b",
            "../x",
            "a\nb",
            "\0",
            &"x".repeat(256),
        ] {
            assert!(
                check_identifier("workRequestId", bad).is_err(),
                "{bad:?} was accepted"
            );
        }
    }

    #[test]
    fn accepts_every_ocid_like_word() {
        for good in [
            "ocid1.coreservicesworkrequest.oc1.phx.abc",
            "x",
            "a b",
            "...",
            &"x".repeat(255),
        ] {
            assert!(
                check_identifier("workRequestId", good).is_ok(),
                "{good:?} was refused"
            );
        }
    }

    proptest! {
        #[test]
        fn an_accepted_identifier_is_one_visible_segment(text in ".{0,300}") {
            if check_identifier("workRequestId", &text).is_ok() {
                prop_assert!(!text.contains('/'));
                prop_assert!(!text.chars().any(char::is_control));
                prop_assert!(text.len() <= 255 && !text.trim().is_empty());
            }
        }
    }
}
