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

/// A document that is held against what the view reads of it.
pub(super) struct Check<'a> {
    pub(super) document: &'a Map<String, Value>,
    pub(super) service: &'a Service,
    /// Where the document is in the answer; empty if it is all of it.
    pub(super) place: String,
    /// The member, by the service's name, without which it is not what was asked for.
    pub(super) needed: &'a str,
}

impl Check<'_> {
    pub(super) fn run(&self) -> Result<(), Error> {
        if self.own(self.needed).is_none() {
            let path = self.path(self.needed);
            return Err(wrong(&path, "this required member is missing"));
        }
        let is_time = |value: &Value| time(value).is_some();
        self.each(&TEXTS, Value::is_string, "a string")?;
        self.each(&TIMES, is_time, "an RFC 3339 time with a zone")?;
        self.each(&["percentComplete"], Value::is_number, "a number")
    }

    /// Checks the members that are there.
    fn each(
        &self,
        usual: &[&str],
        is_good: impl Fn(&Value) -> bool,
        expected: &str,
    ) -> Result<(), Error> {
        let names = usual.iter().map(|name| self.service.member(name));
        let mut present = names.filter_map(|name| Some((name, self.own(name)?)));
        match present.find(|(_, value)| !is_good(value)) {
            Some((name, value)) => Err(self.fault(name, value, expected)),
            None => Ok(()),
        }
    }

    /// A member by the service's name for it; `null` counts as absent.
    fn own(&self, name: &str) -> Option<&Value> {
        self.document.get(name).filter(|value| !value.is_null())
    }

    fn fault(&self, name: &str, value: &Value, expected: &str) -> Error {
        let quoted: String = value.to_string().chars().take(QUOTED).collect();
        let quoted = quoted.escape_debug();
        let problem = format_args!("invalid value: {quoted}, expected {expected}");
        wrong(&self.path(name), problem)
    }

    fn path(&self, name: &str) -> String {
        match self.place.as_str() {
            "" => name.to_owned(),
            place => format!("{place}.{name}"),
        }
    }
}

/// A time in any form of RFC 3339.
pub(super) fn time(value: &Value) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc3339(value.as_str()?).ok()?;
    Some(time.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::WorkRequest;
    use serde_json::json;
    use work_requests_catalog::WORK_REQUESTS;

    fn listed(document: &Value) -> Result<WorkRequest, Error> {
        WorkRequest::listed(document.as_object().unwrap().clone(), WORK_REQUESTS, 3)
    }

    #[test]
    fn what_is_there_has_to_be_right_and_what_lists_leave_out_is_unknown() {
        use crate::work::Status;
        assert_eq!(
            listed(&json!({"id": "a"})).unwrap().status(),
            Status::Unknown
        );
        for (document, place) in [
            (json!({}), "[3].id"),
            (json!({"id": null}), "[3].id"),
            (json!({"id": "a", "status": 7}), "[3].status"),
            (
                json!({"id": "a", "percentComplete": "7"}),
                "[3].percentComplete",
            ),
            (
                json!({"id": "a", "timeStarted": "2026-01-01"}),
                "[3].timeStarted",
            ),
        ] {
            let error = listed(&document).unwrap_err().to_string();
            assert!(error.contains(place), "{error}");
        }
        let whole = json!({"id": "a"}).as_object().unwrap().clone();
        let error = WorkRequest::whole(whole, WORK_REQUESTS).unwrap_err();
        assert!(error.to_string().contains("status"), "{error}");
    }
}
