//! Whether a document is what it has to be: a wrong one is an error, never read as an empty one.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use work_requests_catalog::Service;

use crate::decode::wrong;
use crate::error::Error;

/// Members that are texts.
const TEXTS: [&str; 4] = ["id", "status", "operationType", "compartmentId"];

/// Members that are times.
const TIMES: [&str; 3] = ["timeAccepted", "timeStarted", "timeFinished"];

/// Characters of a document that an error quotes.
const QUOTED: usize = 60;

/// Checks the members that the view reads. `prefix` is where the document is in the answer.
pub(super) fn check(
    document: &Map<String, Value>,
    service: &Service,
    prefix: &str,
) -> Result<(), Error> {
    let at = |name: &str| match prefix {
        "" => name.to_owned(),
        prefix => format!("{prefix}.{name}"),
    };
    let fault = |name: &str, value: &Value, expected| {
        let quoted: String = value.to_string().chars().take(QUOTED).collect();
        let quoted = quoted.escape_debug();
        wrong(
            &at(name),
            format_args!("invalid value: {quoted}, expected {expected}"),
        )
    };
    let present = |usual: &str| {
        let name = service.member(usual);
        let value = document.get(name).filter(|value| !value.is_null());
        Some((name.to_owned(), value?))
    };
    if present("status").is_none() {
        let name = at(service.member("status"));
        return Err(wrong(&name, "this required member is missing"));
    }
    for (name, value) in TEXTS.into_iter().filter_map(present) {
        if !value.is_string() {
            return Err(fault(&name, value, "a string"));
        }
    }
    for (name, value) in TIMES.into_iter().filter_map(present) {
        if time(value).is_none() {
            return Err(fault(&name, value, "an RFC 3339 time with a zone"));
        }
    }
    match present("percentComplete") {
        Some((name, value)) if !value.is_number() => Err(fault(&name, value, "a number")),
        _ => Ok(()),
    }
}

/// A time in any form of RFC 3339.
pub(super) fn time(value: &Value) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc3339(value.as_str()?).ok()?;
    Some(time.with_timezone(&Utc))
}
