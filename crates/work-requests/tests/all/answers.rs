//! What comes back: data with everything around it, or one error that says what is wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use common::{ClientOf as _, Script, answer_with, page, refusal, work};
use http::StatusCode;
use work_requests::models::WorkRequestStatus;
use work_requests::{Delivery, Error, ErrorKind};

#[tokio::test]
async fn a_response_keeps_status_headers_body_and_request_id() {
    let mut answer = page(
        &format!("[{}]", work("w", "PAUSED").replace("\"resources\":[],", "")),
        Some("next"),
    );
    answer
        .headers_mut()
        .insert("opc-request-id", "SERVERS".parse().unwrap());
    answer
        .headers_mut()
        .insert("x-more", "kept".parse().unwrap());
    let body = answer.body().clone();
    let script = Script::new([answer, page("[]", Some(""))]);
    let client = script.client();

    let response = client.list_work_requests("c").await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.request_id(), "SERVERS");
    assert_eq!(response.next_page(), Some("next"));
    assert_eq!(response.headers()["x-more"], "kept");
    assert_eq!(response.raw(), &body);
    assert_eq!(
        response.data[0].status,
        WorkRequestStatus::Unknown("PAUSED".to_owned())
    );

    let last = client
        .list_work_requests("c")
        .opc_request_id("MINE")
        .await
        .unwrap();
    assert_eq!(last.next_page(), None, "an empty token ends a list");
    assert_eq!(
        last.request_id(),
        "MINE",
        "the sent id stands in for a missing one"
    );
}

async fn error_of(answer: http::Response<bytes::Bytes>) -> Error {
    Script::new([answer])
        .client()
        .get_work_request("ocid1.w")
        .await
        .unwrap_err()
}

#[tokio::test]
async fn a_refusal_keeps_what_the_service_said() {
    let mut answer = refusal(404, "NotAuthorizedOrNotFound");
    answer
        .headers_mut()
        .insert("opc-request-id", "SERVERS".parse().unwrap());
    let error = error_of(answer).await;
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(error.code(), Some("NotAuthorizedOrNotFound"));
    assert_eq!(error.message(), "because");
    assert_eq!(error.request_id(), Some("SERVERS"));
    assert_eq!(error.operation(), Some("get_work_request"));
    assert_eq!(
        error.endpoint(),
        Some("GET https://iaas.us-ashburn-1.oraclecloud.com/20160918/workRequests/ocid1.w")
    );
    assert_eq!(error.attempts(), 1);
    assert_eq!(error.delivery(), Delivery::Answered(StatusCode::NOT_FOUND));
    assert!(error.is_not_found() && !error.is_retryable());
    assert_eq!(
        error.to_string(),
        "get_work_request: 404 NotAuthorizedOrNotFound: because"
    );
}

#[tokio::test]
async fn error_bodies_of_any_form_keep_their_status() {
    for body in [
        "",
        "null",
        "[]",
        "\"text\"",
        "<html>502</html>",
        "{\"code\":",
        "\u{feff}{}",
        "\u{0}\u{1}",
    ] {
        let error = error_of(answer_with(502, body)).await;
        assert_eq!(error.status(), Some(StatusCode::BAD_GATEWAY), "{body:?}");
        assert!(error.is_retryable(), "{body:?}");
    }
    let error = error_of(answer_with(
        409,
        "{\"code\":\"IncorrectState\",\"message\":\"line\nline\"}",
    ))
    .await;
    assert_eq!(
        error.code(),
        Some("IncorrectState"),
        "a raw newline does not hide the code"
    );
    assert!(error.is_retryable());
}

#[tokio::test]
async fn redirects_and_interim_statuses_are_service_errors() {
    for status in [301, 302, 304, 307, 308] {
        let mut answer = answer_with(status, "");
        answer
            .headers_mut()
            .insert("location", "https://elsewhere.example/".parse().unwrap());
        let script = Script::new([answer]);
        let error = script
            .client()
            .get_work_request("ocid1.w")
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Service, status)
        );
        assert_eq!(script.received().len(), 1, "{status} was followed");
    }
}

#[tokio::test]
async fn answers_that_are_not_the_document_are_decode_errors() {
    for body in [
        "",
        "null",
        "[]",
        "7",
        "not json",
        "{}",
        "{\"id\":\"w\"",
        "<html></html>",
    ] {
        let mut answer = answer_with(200, body);
        answer
            .headers_mut()
            .insert("opc-request-id", "SERVERS".parse().unwrap());
        let error = error_of(answer).await;
        assert_eq!(error.kind(), ErrorKind::Decode, "{body:?}");
        assert_eq!(error.status(), Some(StatusCode::OK), "{body:?}");
        assert_eq!(error.request_id(), Some("SERVERS"), "{body:?}");
        assert!(!error.is_retryable());
    }
}

#[tokio::test]
async fn a_missing_member_is_named_by_its_path() {
    let item = work("w", "SUCCEEDED").replace("\"resources\":[],", "");
    let broken = item.replace("\"compartmentId\":\"c\",", "");
    let script = Script::new([page(&format!("[{item},{broken}]"), None)]);
    let error = script.client().list_work_requests("c").await.unwrap_err();
    assert!(error.to_string().contains("[1].compartmentId"), "{error}");
}

const WITH_CONTROL: &str =
    "[{\"message\":\"one\ntwo\u{7}\",\"timestamp\":\"2026-01-01T00:00:00Z\"}]";

#[tokio::test]
async fn raw_control_characters_are_one_clear_error_unless_allowed() {
    let script = Script::new(std::iter::repeat_with(|| page(WITH_CONTROL, None)).take(4));
    let client = script.client();
    let error = client.list_work_request_logs("w").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("U+000A"), "{error}");
    assert!(
        error.hint().unwrap().contains("allow_control_chars"),
        "{error}"
    );

    let kept = client
        .list_work_request_logs("w")
        .allow_control_chars(true)
        .await
        .unwrap();
    assert_eq!(kept.data[0].message, "one\ntwo\u{7}");

    let lenient = script.builder().allow_control_chars(true).build().unwrap();
    assert!(lenient.list_work_request_logs("w").await.is_ok());
    let strict = lenient
        .list_work_request_logs("w")
        .allow_control_chars(false)
        .await;
    assert_eq!(
        strict.unwrap_err().kind(),
        ErrorKind::Decode,
        "the call beats the client"
    );
}
