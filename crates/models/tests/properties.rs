//! Whatever a work request holds, writing and reading give it back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(missing_docs)]

use chrono::{DateTime, Utc};
use proptest::{collection::vec, option, prelude::*};
use serde_json::{Map, Value};
use work_requests_models::{
    WorkRequest, WorkRequestResource, WorkRequestResourceActionType, WorkRequestStatus, decode,
};

fn times() -> impl Strategy<Value = DateTime<Utc>> {
    // The years 1 to 9999, which RFC 3339 can write.
    (-62_135_596_800_i64..253_402_300_800, 0..1_000_000_000_u32)
        .prop_map(|(seconds, nanos)| DateTime::from_timestamp(seconds, nanos).unwrap())
}

fn statuses() -> impl Strategy<Value = WorkRequestStatus> {
    prop_oneof![
        Just(WorkRequestStatus::Accepted),
        Just(WorkRequestStatus::Canceling),
        any::<String>().prop_map(WorkRequestStatus::from),
    ]
}

/// Names that no description uses, so that they stay in `extra`.
fn extras() -> impl Strategy<Value = Map<String, Value>> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(3, 12, 4, |inner| vec(inner, 0..4).prop_map(Value::from));
    vec(
        (any::<String>().prop_map(|name| format!("x{name}")), value),
        0..4,
    )
    .prop_map(|members| members.into_iter().collect())
}

fn resources() -> impl Strategy<Value = WorkRequestResource> {
    let parts = (
        any::<String>().prop_map(WorkRequestResourceActionType::from),
        any::<String>(),
        any::<String>(),
        option::of(any::<String>()),
        extras(),
    );
    parts.prop_map(|(action, kind, identifier, uri, extra)| {
        let mut resource = WorkRequestResource::new(action, kind, identifier);
        resource.entity_uri = uri;
        resource.extra = extra;
        resource
    })
}

fn work_requests() -> impl Strategy<Value = WorkRequest> {
    let texts = (any::<String>(), any::<String>(), any::<String>());
    let percent = option::of(-1e9..1e9_f64);
    let optional = (percent, option::of(times()), option::of(times()), extras());
    let parts = (texts, statuses(), vec(resources(), 0..4), times(), optional);
    parts.prop_map(|(texts, status, resources, accepted, optional)| {
        let (operation, id, compartment) = texts;
        let mut made = WorkRequest::new(operation, status, id, compartment, resources, accepted);
        (
            made.percent_complete,
            made.time_started,
            made.time_finished,
            made.extra,
        ) = optional;
        made
    })
}

proptest! {
    #[test]
    fn writing_and_reading_give_the_same(work_request in work_requests()) {
        let bytes = serde_json::to_vec(&work_request).unwrap();
        prop_assert_eq!(decode::from_slice::<WorkRequest>(&bytes), Ok(work_request));
    }

    #[test]
    fn any_bytes_end_in_a_value_or_a_short_error(bytes in vec(any::<u8>(), 0..200)) {
        if let Err(error) = decode::from_slice::<Vec<WorkRequest>>(&bytes) {
            prop_assert!(error.to_string().chars().count() < 500);
        }
    }

    #[test]
    fn a_changed_document_ends_in_a_value_or_a_short_error(
        work_request in work_requests(),
        at in any::<prop::sample::Index>(),
        by in vec(any::<u8>(), 0..4),
    ) {
        let mut bytes = serde_json::to_vec(&work_request).unwrap();
        let at = at.index(bytes.len());
        bytes.splice(at..=at, by);
        if let Err(error) = decode::from_slice::<WorkRequest>(&bytes) {
            let text = error.to_string();
            prop_assert!(text.chars().count() < 500);
            prop_assert!(!text.contains(char::is_control), "{text:?}");
        }
    }
}
