//! What comes in goes out again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(missing_docs)]

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use work_requests_models::{
    ErrorBody, SortOrder, WorkRequest, WorkRequestError, WorkRequestLogEntry, WorkRequestResource,
    WorkRequestResourceActionType, WorkRequestStatus, WorkRequestSummary, decode,
};

fn time(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    decode::from_slice(value.to_string().as_bytes()).unwrap()
}

fn summary_with(name: &str, value: Value) -> Value {
    let mut summary = json!({
        "operationType": "CREATE_VCN",
        "status": "IN_PROGRESS",
        "id": "ocid1.coreservicesworkrequest.oc1.iad.a",
        "compartmentId": "ocid1.compartment.oc1..b",
        "timeAccepted": "2026-11-23T21:53:00Z",
    });
    summary[name] = value;
    summary
}

#[test]
fn constructors_write_what_the_service_answers() {
    let resource = WorkRequestResource::new(
        WorkRequestResourceActionType::Created,
        "vcn",
        "ocid1.vcn.oc1.iad.c",
    )
    .with_entity_uri("/20160918/vcns/ocid1.vcn.oc1.iad.c");
    let work_request = WorkRequest::new(
        "CREATE_VCN",
        WorkRequestStatus::Succeeded,
        "ocid1.coreservicesworkrequest.oc1.iad.a",
        "ocid1.compartment.oc1..b",
        vec![resource],
        time("2026-11-23T21:53:00Z"),
    )
    .with_percent_complete(100.0)
    .with_time_started(time("2026-11-23T21:53:01.5Z"))
    .with_time_finished(time("2026-11-23T21:53:09.000000001Z"));
    let document = json!({
        "operationType": "CREATE_VCN",
        "status": "SUCCEEDED",
        "id": "ocid1.coreservicesworkrequest.oc1.iad.a",
        "compartmentId": "ocid1.compartment.oc1..b",
        "resources": [{
            "actionType": "CREATED",
            "entityType": "vcn",
            "identifier": "ocid1.vcn.oc1.iad.c",
            "entityUri": "/20160918/vcns/ocid1.vcn.oc1.iad.c",
        }],
        "percentComplete": 100.0,
        "timeAccepted": "2026-11-23T21:53:00Z",
        "timeStarted": "2026-11-23T21:53:01.500Z",
        "timeFinished": "2026-11-23T21:53:09.000000001Z",
    });
    assert_eq!(serde_json::to_value(&work_request).unwrap(), document);
    assert_eq!(read::<WorkRequest>(&document), work_request);
}

#[test]
fn absent_members_are_not_written() {
    let at = time("2026-11-23T21:53:00Z");
    let summary = WorkRequestSummary::new("X", WorkRequestStatus::Accepted, "a", "b", at);
    let written = serde_json::to_value(summary).unwrap();
    let names: Vec<&String> = written.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        [
            "compartmentId",
            "id",
            "operationType",
            "status",
            "timeAccepted"
        ]
    );
    assert_eq!(serde_json::to_value(ErrorBody::new()).unwrap(), json!({}));
}

#[test]
fn members_are_written_in_the_order_of_the_description() {
    let entry = WorkRequestLogEntry::new("started", time("2026-11-23T21:53:00Z"));
    assert_eq!(
        serde_json::to_string(&entry).unwrap(),
        r#"{"message":"started","timestamp":"2026-11-23T21:53:00Z"}"#
    );
}

#[test]
fn unknown_members_survive_in_every_object() {
    let unknown = json!({"a": [1, 2.5, null, {"b": "c"}]});
    let mut work_request = summary_with("unknown", unknown.clone());
    work_request["resources"] = json!([{
        "actionType": "RELATED", "entityType": "e", "identifier": "i", "unknown": unknown,
    }]);
    assert_eq!(
        serde_json::to_value(read::<WorkRequest>(&work_request)).unwrap(),
        work_request
    );
    let error = json!({
        "code": "c", "message": "m", "timestamp": "2026-11-23T21:53:00Z", "unknown": unknown,
    });
    assert_eq!(
        serde_json::to_value(read::<WorkRequestError>(&error)).unwrap(),
        error
    );
    let body = json!({"code": "NotAuthenticated", "message": "m", "unknown": unknown});
    assert_eq!(read::<ErrorBody>(&body).extra["unknown"], unknown);
    assert_eq!(
        serde_json::to_value(read::<ErrorBody>(&body)).unwrap(),
        body
    );
}

#[test]
fn unknown_words_survive() {
    for word in ["NEEDS_ATTENTION", "in_progress", "", "Unknown", "ä\u{1}"] {
        let document = summary_with("status", json!(word));
        let summary: WorkRequestSummary = read(&document);
        assert_eq!(summary.status, WorkRequestStatus::Unknown(word.to_owned()));
        assert_eq!(summary.status.as_str(), word);
        assert_eq!(serde_json::to_value(&summary).unwrap(), document);
    }
}

#[test]
fn known_words_are_known_however_they_come() {
    let words = [
        ("ACCEPTED", WorkRequestStatus::Accepted),
        ("IN_PROGRESS", WorkRequestStatus::InProgress),
        ("FAILED", WorkRequestStatus::Failed),
        ("SUCCEEDED", WorkRequestStatus::Succeeded),
        ("CANCELING", WorkRequestStatus::Canceling),
        ("CANCELED", WorkRequestStatus::Canceled),
    ];
    for (word, status) in words {
        assert_eq!(WorkRequestStatus::from(word), status);
        assert_eq!(WorkRequestStatus::from(word.to_owned()), status);
        assert_eq!(read::<WorkRequestStatus>(&json!(word)), status);
        assert_eq!(status.to_string(), word);
    }
    // Escapes make the reader copy the word; it must be known all the same.
    let escaped: WorkRequestStatus = decode::from_slice(br#""\u0046AILED""#).unwrap();
    assert_eq!(escaped, WorkRequestStatus::Failed);
    assert_eq!(SortOrder::from("DESC"), SortOrder::Desc);
    assert_eq!(format!("{:>5}", SortOrder::Asc), "  ASC");
    assert_eq!(
        WorkRequestResourceActionType::from("IN_PROGRESS"),
        WorkRequestResourceActionType::InProgress
    );
}

#[test]
fn null_is_the_same_as_absent() {
    let absent: WorkRequestSummary = read(&summary_with("unknown", json!(1)));
    for name in ["percentComplete", "timeStarted", "timeFinished"] {
        let mut document = summary_with("unknown", json!(1));
        document[name] = Value::Null;
        assert_eq!(read::<WorkRequestSummary>(&document), absent, "{name}");
    }
    let written = serde_json::to_value(&absent).unwrap();
    assert_eq!(written.get("percentComplete"), None);
}

#[test]
fn percentages_are_read_in_every_form() {
    let forms = [
        ("50", 50.0),
        ("50.0", 50.0),
        ("5e1", 50.0),
        ("0.05E+3", 50.0),
        ("-0", 0.0),
        ("0", 0.0),
        ("140", 140.0),
        ("-3.5", -3.5),
        ("18446744073709551616", 18_446_744_073_709_551_616.0),
    ];
    for (text, percent) in forms {
        let document = summary_with("unknown", json!(1)).to_string();
        let document = document.replace("\"unknown\":1", &format!("\"percentComplete\":{text}"));
        let summary: WorkRequestSummary = decode::from_slice(document.as_bytes()).unwrap();
        assert_eq!(summary.percent_complete, Some(percent), "{text}");
    }
    for wrong in [json!("50"), json!([50]), json!({}), json!(true)] {
        let document = summary_with("percentComplete", wrong).to_string();
        let error = decode::from_slice::<WorkRequestSummary>(document.as_bytes()).unwrap_err();
        assert_eq!(error.path(), "percentComplete");
    }
}

#[test]
fn times_are_read_in_every_rfc_3339_form_and_kept_to_the_nanosecond() {
    let forms = [
        ("2026-11-23T21:53:00Z", "2026-11-23T21:53:00Z"),
        ("2026-11-23t21:53:00z", "2026-11-23T21:53:00Z"),
        ("2026-11-23 21:53:00Z", "2026-11-23T21:53:00Z"),
        ("2026-11-23T21:53:00+00:00", "2026-11-23T21:53:00Z"),
        ("2026-11-23T21:53:00-00:00", "2026-11-23T21:53:00Z"),
        ("2026-11-24T03:23:00+05:30", "2026-11-23T21:53:00Z"),
        ("2026-11-23T14:53:00-07:00", "2026-11-23T21:53:00Z"),
        ("2026-11-23T21:53:00.1Z", "2026-11-23T21:53:00.100Z"),
        ("2026-11-23T21:53:00.123456Z", "2026-11-23T21:53:00.123456Z"),
        (
            "2026-11-23T21:53:00.123456789Z",
            "2026-11-23T21:53:00.123456789Z",
        ),
        (
            "2026-11-23T21:53:00.1234567891234Z",
            "2026-11-23T21:53:00.123456789Z",
        ),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("2024-02-29T23:59:60Z", "2024-02-29T23:59:60Z"),
    ];
    for (text, utc) in forms {
        let entry: WorkRequestLogEntry = read(&json!({"message": "m", "timestamp": text}));
        let written = serde_json::to_value(&entry).unwrap();
        assert_eq!(written["timestamp"], utc, "{text}");
        assert_eq!(read::<WorkRequestLogEntry>(&written), entry, "{text}");
    }
}

#[test]
fn times_without_a_zone_or_impossible_ones_are_refused() {
    let texts = [
        "2026-11-23T21:53:00",
        "2026-11-23",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T21:53Z",
        "2026-11-23T21:53:00.Z",
        "2026-11-23T21:53:00+0100",
        " 2026-11-23T21:53:00Z",
        "2026-11-23T21:53:00Z ",
        "10000-01-01T00:00:00Z",
        "Mon, 23 Nov 2026 21:53:00 GMT",
        "1700000000",
        "",
    ];
    for text in texts {
        let document = json!({"message": "m", "timestamp": text}).to_string();
        let error = decode::from_slice::<WorkRequestLogEntry>(document.as_bytes());
        assert_eq!(
            error.map_err(|error| error.path().to_owned()),
            Err("timestamp".to_owned()),
            "{text}"
        );
    }
}

#[test]
fn of_a_member_that_comes_twice_the_last_counts() {
    let text = r#"{"message": "first", "timestamp": "2026-11-23T21:53:00Z", "message": "last"}"#;
    let entry: WorkRequestLogEntry = decode::from_slice(text.as_bytes()).unwrap();
    assert_eq!(entry.message, "last");
}

#[test]
fn member_names_written_with_escapes_are_the_same_names() {
    let text = br#"{"mess\u0061ge": "m", "timest\u0061mp": "2026-11-23T21:53:00Z"}"#;
    let entry: WorkRequestLogEntry = decode::from_slice(text).unwrap();
    assert_eq!(entry.message, "m");
    assert!(entry.extra.is_empty());
}

#[test]
fn values_are_read_from_a_json_value_too() {
    let document = summary_with("unknown", json!(1));
    let summary: WorkRequestSummary = serde_json::from_value(document.clone()).unwrap();
    assert_eq!(summary, read(&document));
}
