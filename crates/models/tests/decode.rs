//! Where and how reading fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(missing_docs)]

use serde_json::{Value, json};
use work_requests_models::{
    ErrorBody, WorkRequest, WorkRequestSummary,
    decode::{DecodeError, from_slice},
};

fn summary() -> Value {
    json!({
        "operationType": "CREATE_VCN",
        "status": "IN_PROGRESS",
        "id": "ocid1.coreservicesworkrequest.oc1.iad.a",
        "compartmentId": "ocid1.compartment.oc1..b",
        "timeAccepted": "2026-11-23T21:53:00Z",
    })
}

fn work_request() -> Value {
    let mut work_request = summary();
    work_request["resources"] = json!([
        {"actionType": "CREATED", "entityType": "vcn", "identifier": "ocid1.vcn.oc1.iad.c"},
    ]);
    work_request
}

fn page_error(page: &Value) -> DecodeError {
    from_slice::<Vec<WorkRequestSummary>>(page.to_string().as_bytes()).unwrap_err()
}

fn text_error(text: &[u8]) -> DecodeError {
    from_slice::<WorkRequestSummary>(text).unwrap_err()
}

#[test]
fn each_missing_member_is_named_with_its_place_in_the_page() {
    for name in [
        "operationType",
        "status",
        "id",
        "compartmentId",
        "timeAccepted",
    ] {
        let mut broken = summary();
        broken.as_object_mut().unwrap().remove(name);
        let error = page_error(&json!([summary(), summary(), summary(), broken]));
        assert_eq!(error.path(), format!("[3].{name}"));
        assert_eq!(error.message(), "this required member is missing");
    }
}

#[test]
fn a_missing_member_of_the_document_itself_has_a_bare_path() {
    let error = from_slice::<WorkRequest>(summary().to_string().as_bytes()).unwrap_err();
    assert_eq!(error.path(), "resources");
}

#[test]
fn a_missing_member_of_a_part_is_named_within_it() {
    let mut document = work_request();
    let resource = document["resources"][0].as_object_mut().unwrap();
    resource.remove("identifier");
    let error = from_slice::<WorkRequest>(document.to_string().as_bytes()).unwrap_err();
    assert_eq!(error.path(), "resources[0].identifier");
    assert_eq!(error.message(), "this required member is missing");
}

#[test]
fn a_member_of_the_wrong_type_is_named() {
    let cases = [
        (
            "id",
            json!(5),
            "invalid type: integer `5`, expected a string",
        ),
        ("id", json!(null), "invalid type: null, expected a string"),
        (
            "status",
            json!(["FAILED"]),
            "invalid type: sequence, expected a string of `WorkRequestStatus`",
        ),
        (
            "percentComplete",
            json!("50"),
            r#"invalid type: string "50", expected f64"#,
        ),
        (
            "timeStarted",
            json!(1_700_000_000),
            "invalid type: integer `1700000000`, expected an RFC 3339 time with a zone",
        ),
        (
            "timeAccepted",
            json!("yesterday"),
            r#"invalid value: string "yesterday", expected an RFC 3339 time with a zone"#,
        ),
    ];
    for (name, value, message) in cases {
        let mut broken = summary();
        broken[name] = value;
        let error = page_error(&json!([summary(), broken]));
        assert_eq!(error.path(), format!("[1].{name}"));
        assert_eq!(error.message(), message);
    }
}

#[test]
fn a_wrong_type_deep_inside_is_named() {
    let mut document = work_request();
    document["resources"][0]["identifier"] = json!({});
    let error = from_slice::<WorkRequest>(document.to_string().as_bytes()).unwrap_err();
    assert_eq!(error.path(), "resources[0].identifier");
    assert_eq!(error.message(), "invalid type: map, expected a string");
}

#[test]
fn the_error_is_one_line_with_path_and_position() {
    let error = text_error(b"{\n  \"operationType\": 7\n}");
    assert_eq!((error.line(), error.column()), (2, 20));
    assert_eq!(
        error.to_string(),
        "operationType: invalid type: integer `7`, expected a string (line 2, column 20)"
    );
    assert_eq!(
        text_error(b"").to_string(),
        "EOF while parsing a value (line 1, column 0)"
    );
}

#[test]
fn a_value_of_another_shape_is_refused() {
    for text in ["null", "[]", "{}", "\"id\"", "7", "true", "{\"items\": []}"] {
        assert!(
            from_slice::<WorkRequestSummary>(text.as_bytes()).is_err(),
            "{text}"
        );
    }
    for text in [
        "null",
        "{}",
        "{\"items\": []}",
        "[null]",
        "[1]",
        "[\"id\"]",
        "7",
    ] {
        assert!(
            from_slice::<Vec<WorkRequestSummary>>(text.as_bytes()).is_err(),
            "{text}"
        );
    }
}

#[test]
fn text_that_is_not_one_json_value_is_refused() {
    let good = summary().to_string();
    assert!(from_slice::<WorkRequestSummary>(good.as_bytes()).is_ok());
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("trailing bytes", format!("{good} x").into_bytes()),
        ("a second value", format!("{good}{good}").into_bytes()),
        ("a byte order mark", format!("\u{feff}{good}").into_bytes()),
        ("cut short", good.as_bytes()[..good.len() - 2].to_vec()),
        (
            "UTF-16",
            good.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        (
            "Latin-1",
            good.replace("VCN", "\u{1}")
                .into_bytes()
                .iter()
                .map(|b| if *b == 1 { 0xe4 } else { *b })
                .collect(),
        ),
        (
            "a lone surrogate",
            good.replace("VCN", r"\ud800").into_bytes(),
        ),
        (
            "a raw control character",
            good.replace("VCN", "\n").into_bytes(),
        ),
        (
            "not a number",
            good.replace('}', ",\"percentComplete\":NaN}").into_bytes(),
        ),
        (
            "too large a number",
            good.replace('}', ",\"percentComplete\":1e400}")
                .into_bytes(),
        ),
    ];
    for (case, text) in cases {
        assert!(from_slice::<WorkRequestSummary>(&text).is_err(), "{case}");
    }
}

#[test]
fn trailing_bytes_and_byte_order_marks_are_called_so() {
    let trailing = text_error(format!("{}x", summary()).as_bytes());
    assert_eq!(
        (trailing.path(), trailing.message()),
        ("", "trailing characters")
    );
    let marked = text_error(format!("\u{feff}{}", summary()).as_bytes());
    assert_eq!(
        marked.message(),
        "the text begins with a byte order mark, which JSON does not allow"
    );
}

#[test]
fn deep_nesting_is_refused_wherever_it_is() {
    let deep = "[".repeat(100_000);
    assert!(from_slice::<Vec<WorkRequestSummary>>(deep.as_bytes()).is_err());
    let unknown = format!("{{\"unknown\":{deep}");
    let error = text_error(unknown.as_bytes());
    assert_eq!(error.message(), "recursion limit exceeded");
    assert!(error.path().starts_with("unknown[0][0]"), "{error}");
    assert!(error.path().chars().count() <= 200, "{error}");
}

#[test]
fn strangers_text_is_short_and_escaped_in_errors() {
    let hostile = "\u{1b}[2J\u{202e}\u{7}".repeat(50_000);
    let mut broken = summary();
    broken["timeAccepted"] = json!(hostile);
    let value = page_error(&json!([broken]));
    let name = text_error(
        json!({ hostile.as_str(): summary(), "id": 7 })
            .to_string()
            .as_bytes(),
    );
    let inside = format!("{{{}:[1,}}", json!(hostile));
    let inside = text_error(inside.as_bytes());
    for error in [value, name, inside] {
        let text = error.to_string();
        assert!(text.chars().count() < 500, "{text}");
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{text:?}");
    }
}

#[test]
fn text_cannot_pass_for_a_missing_member() {
    let mut broken = summary();
    broken["percentComplete"] = json!("missing field `id`");
    let error = page_error(&json!([broken]));
    assert_eq!(error.path(), "[0].percentComplete");
}

#[test]
fn a_broken_error_body_is_read() {
    for text in [
        "{}",
        r#"{"code": null, "message": null}"#,
        r#"{"message": "gone"}"#,
    ] {
        let body: ErrorBody = from_slice(text.as_bytes()).unwrap();
        assert_eq!(body.code, None);
    }
}
