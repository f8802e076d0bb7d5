//! What the mock service answers, and where.

use std::fmt::Write as _;

use serde_json::{Value, json};

/// Where the operations are.
pub(crate) const BASE: &str = "/20160918/workRequests";

/// Items of a page, unless fewer are asked for.
pub(crate) const PAGE: usize = 1000;

/// The number of a work request makes its id.
pub(crate) fn id(number: usize) -> String {
    // One allocation, as the id of a caller is one.
    let mut id = String::with_capacity(128);
    let _ = write!(id, "ocid1.coreservicesworkrequest.oc1.iad.{number:060}");
    id
}

/// A compartment, or a work request with a log, of so many items: the service reads it back out.
pub(crate) fn holder(items: usize) -> String {
    format!("ocid1.bench.oc1..items{items}")
}

/// The number of items in such an id.
pub(crate) fn items_of(text: &str) -> Option<usize> {
    let (_, rest) = text.split_once(".items")?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    rest[..end].parse().ok()
}

pub(crate) fn work_request() -> Value {
    let mut document = summary(7);
    document["resources"] = json!([
        {
            "actionType": "CREATED",
            "entityType": "instance",
            "identifier": "ocid1.instance.oc1.iad.anuwcljtexampleexampleexampleexampleexampleexampleexample",
            "entityUri": "/20160918/instances/ocid1.instance.oc1.iad.anuwcljtexample"
        },
        {
            "actionType": "RELATED",
            "entityType": "vnic",
            "identifier": "ocid1.vnic.oc1.iad.abuwcljtexampleexampleexampleexampleexampleexampleexample"
        }
    ]);
    document
}

pub(crate) fn summary(number: usize) -> Value {
    json!({
        "operationType": "LaunchInstance",
        "status": "IN_PROGRESS",
        "id": id(number),
        "compartmentId": "ocid1.compartment.oc1..aaaaaaaaexampleexampleexampleexampleexampleexampleexample",
        "percentComplete": 42.5,
        "timeAccepted": "2026-01-01T00:00:00.123Z",
        "timeStarted": "2026-01-01T00:00:01.456Z"
    })
}

pub(crate) fn log_entry(number: usize) -> Value {
    json!({
        "message": format!("Step {number}: attaching the boot volume to the instance, please wait."),
        "timestamp": "2026-01-01T00:00:02.789Z"
    })
}
