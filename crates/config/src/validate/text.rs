//! The rules for single values.

use crate::RegionError;
use crate::config::switch;
use crate::region::check_region_text;

/// What is wrong with a value and how to mend it.
pub(super) struct Fault {
    pub(super) what: String,
    pub(super) mend: &'static str,
}

pub(super) const REGION_MEND: &str =
    "write a region id such as us-ashburn-1, or its short code such as iad";

const OCID_MEND: &str = "copy the whole OCID from the console; it looks like ocid1.<type>.<realm>.<region or nothing>.<unique part>";
const FINGERPRINT_MEND: &str = "copy the fingerprint from the console's list of API keys: 16 pairs of hexadecimal digits with colons between";

/// The reference SDK's pattern: a part, three or more parts that may be empty, and a last part,
/// each ended by `.` or `:` except the last.
pub(super) fn ocid(text: &str) -> Option<Fault> {
    if text.is_empty() {
        return fault("is empty", OCID_MEND);
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
    if let Some((index, c)) = text.chars().enumerate().find(|(_, c)| !allowed(*c)) {
        return fault(
            format!("has {c:?} as character {}, which no OCID has", index + 1),
            OCID_MEND,
        );
    }
    let parts: Vec<&str> = text.split(['.', ':']).collect();
    let whole = parts.len() >= 5 && parts.first() != Some(&"") && parts.last() != Some(&"");
    if whole {
        None
    } else {
        fault("is not a whole OCID", OCID_MEND)
    }
}

pub(super) fn fingerprint(text: &str) -> Option<Fault> {
    if text.is_empty() {
        return fault("is empty", FINGERPRINT_MEND);
    }
    let pairs: Vec<&str> = text.split(':').collect();
    let is_pair =
        |pair: &&str| pair.len() == 2 && pair.bytes().all(|byte| byte.is_ascii_hexdigit());
    if pairs.iter().all(is_pair) {
        let count = pairs.len();
        return if count == 16 {
            None
        } else {
            fault(
                format!("has {count} pairs of digits instead of 16"),
                FINGERPRINT_MEND,
            )
        };
    }
    fault(
        "is not 16 pairs of hexadecimal digits with colons between",
        FINGERPRINT_MEND,
    )
}

pub(super) fn region(text: &str) -> Option<Fault> {
    match check_region_text(text) {
        Err(RegionError::Region { fault: reason, .. }) => fault(reason.to_string(), REGION_MEND),
        _ => None,
    }
}

pub(super) fn log_requests(text: &str) -> Option<Fault> {
    match switch(text) {
        Some(_) => None,
        None => fault("is neither yes nor no", "write true or false"),
    }
}

pub(super) fn user_agent(text: &str) -> Option<Fault> {
    let allowed = |c: char| c == ' ' || c.is_ascii_graphic();
    if text.chars().all(allowed) {
        return None;
    }
    fault(
        "has a character that no header may carry",
        "use ASCII letters, digits, signs and spaces only",
    )
}

/// Where to get a value that is not there.
pub(super) fn missing_mend(key: &str) -> &'static str {
    match key {
        "tenancy" => "add tenancy=ocid1.tenancy…; the console shows it under Tenancy details",
        "user" => "add user=ocid1.user…; the console shows it under My profile",
        "fingerprint" => "add fingerprint=…; the console shows it in the list of API keys",
        "key_file" => "add key_file=… with the path of the API key's private PEM file",
        "region" => "add region=… such as us-ashburn-1, or set OCI_REGION",
        "security_token_file" => "add security_token_file=…; `oci session authenticate` writes one",
        "delegation_token_file" => {
            "add delegation_token_file=… with the path of the delegation token"
        }
        _ => "add it",
    }
}

/// For a value with something like a comment at its end.
pub(super) fn comment_mend(value: &str) -> Option<&'static str> {
    let marks = [" #", " ;", "\t#", "\t;"];
    marks
        .iter()
        .any(|mark| value.contains(mark))
        .then_some("move the comment to a line of its own; after a value it counts as part of it")
}

fn fault(what: impl Into<String>, mend: &'static str) -> Option<Fault> {
    Some(Fault {
        what: what.into(),
        mend,
    })
}
