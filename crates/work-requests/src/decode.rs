//! From the bytes of a successful answer to its data, or to one error that says what is wrong.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use work_requests_models::decode::{DecodeError, from_slice};

use crate::control_chars;
use crate::error::{Error, ErrorKind};

/// Decodes a body; `allow_control_chars` keeps raw control characters inside strings.
pub(crate) fn decode<T: DeserializeOwned>(
    body: &[u8],
    allow_control_chars: bool,
) -> Result<T, Error> {
    let text = if allow_control_chars {
        control_chars::escape(body)
    } else {
        Cow::Borrowed(body)
    };
    from_slice(&text).map_err(|error| explain(error, body, allow_control_chars))
}

fn explain(error: DecodeError, body: &[u8], allow_control_chars: bool) -> Error {
    match control_chars::find(body).filter(|_| !allow_control_chars) {
        Some(found) => {
            let problem = format!(
                "the answer has the raw control character U+{:04X} in a string, at byte {}",
                found.byte, found.offset
            );
            let hint = "JSON forbids it: set allow_control_chars (--allow-control-chars) to keep such characters";
            Error::new(ErrorKind::Decode, problem)
                .with_hint(hint)
                .with_source(error)
        }
        None => unexpected(&error.to_string()).with_source(error),
    }
}

/// A member that is JSON, and yet not what it has to be.
pub(crate) fn wrong(path: &str, problem: impl std::fmt::Display) -> Error {
    unexpected(&format!("{path}: {problem}"))
}

fn unexpected(problem: &str) -> Error {
    let message = format!("the answer is not what the API promises: {problem}");
    Error::new(ErrorKind::Decode, message)
        .with_hint("check that the endpoint is the Work Requests API, with no proxy or gateway answering in its place")
}
