//! The control API over HTTP, in memory and in paused time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::time::Duration;

use bytes::Bytes;
use common::{Answer, Caller, get};
use http::Request;
use serde_json::json;
use work_requests_emulator::{Emulator, demo};

async fn ask(caller: &Caller, line: &str, body: &str) -> Answer {
    let (method, path) = line.split_once(' ').unwrap();
    let uri = format!("http://localhost/_emulator{path}");
    let request = Request::builder().method(method).uri(uri);
    let body = Bytes::copy_from_slice(body.as_bytes());
    caller.send(request.body(body).unwrap()).await
}

#[tokio::test(start_paused = true)]
async fn work_is_created_aged_and_listed() {
    let caller = Caller::of(&Emulator::builder().build());
    let script = r#"{"operationType": "CreateVcn", "age": 5, "steps": [
        {"at": 1, "status": "IN_PROGRESS"}, {"at": 11, "status": "SUCCEEDED"}]}"#;
    let created = ask(&caller, "POST /work-requests", script).await;
    assert_eq!(created.status, 201);
    let id = created.json()["id"].as_str().unwrap().to_owned();
    let list = ask(&caller, "GET /work-requests", "").await.json();
    assert_eq!(
        (&list[0]["id"], &list[0]["status"]),
        (&json!(id), &json!("IN_PROGRESS"))
    );
    let aged = ask(&caller, "POST /advance", r#"{"seconds": 6}"#).await;
    assert_eq!(aged.status, 204);
    let work = caller.get(&get(&id)).await;
    assert_eq!(work.json()["status"], "SUCCEEDED");
    assert_eq!(work.header("retry-after"), None);
}

#[tokio::test(start_paused = true)]
async fn the_service_can_be_set_ahead_and_back() {
    let emulator = Emulator::demo();
    let caller = Caller::of(&emulator);
    let path = get(demo::EXPORT_IMAGE);
    for (seconds, status) in [(3600, 401), (-3600, 401), (240, 200), (0, 200)] {
        let skew = format!(r#"{{"seconds": {seconds}}}"#);
        assert_eq!(ask(&caller, "PUT /skew", &skew).await.status, 204);
        let answer = caller.get(&path).await;
        assert_eq!(answer.status, status, "{seconds}");
        let date = httpdate::parse_http_date(answer.header("date").unwrap()).unwrap();
        let ahead = chrono::TimeDelta::seconds(seconds);
        let now = chrono::DateTime::<chrono::Utc>::from(emulator.clock()());
        let off = chrono::DateTime::from(date) - now - ahead;
        assert!(off.abs() <= chrono::TimeDelta::seconds(1), "{off}");
    }
}

#[tokio::test(start_paused = true)]
async fn faults_are_added_listed_and_removed() {
    let caller = Caller::of(&Emulator::demo());
    let fault = r#"{"operation": "GetWorkRequest", "times": "forever", "answers": [
        {"status": 503, "retryAfter": 2, "headers": {"x-a": "b"}}, {"delay": 0.5}]}"#;
    let first = ask(&caller, "POST /faults", fault).await;
    assert_eq!(
        (first.status.as_u16(), first.json()),
        (201, json!({"id": 1}))
    );
    let listed = ask(&caller, "GET /faults", "").await.json();
    assert_eq!(listed[0]["fault"]["answers"][1]["delay"], 0.5);
    let path = get(demo::EXPORT_IMAGE);
    let refused = caller.get(&path).await;
    assert_eq!(
        (refused.status.as_u16(), refused.header("x-a")),
        (503, Some("b"))
    );
    let before = tokio::time::Instant::now();
    assert_eq!(caller.get(&path).await.status, 200);
    assert_eq!(before.elapsed(), Duration::from_millis(500));
    assert_eq!(ask(&caller, "DELETE /faults/2", "").await.status, 404);
    assert_eq!(ask(&caller, "DELETE /faults/x", "").await.status, 404);
    assert_eq!(ask(&caller, "DELETE /faults/1", "").await.status, 204);
    assert_eq!(caller.get(&path).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn what_arrived_is_read_back_without_secrets() {
    let caller = Caller::of(&Emulator::demo());
    caller.get(&get(demo::EXPORT_IMAGE)).await;
    let mut unsigned = caller.signed(&get(demo::EXPORT_IMAGE)).await;
    unsigned.headers_mut().remove("authorization");
    caller.send(unsigned).await;
    let seen = ask(&caller, "GET /received", "").await.json();
    assert_eq!(seen["total"], 2, "the control API does not count itself");
    let [good, bad] = [&seen["received"][0], &seen["received"][1]];
    assert_eq!(
        (&good["verified"], &good["status"]),
        (&json!(true), &json!(200))
    );
    assert_eq!(
        (&bad["verified"], &bad["status"]),
        (&json!(false), &json!(401))
    );
    assert!(bad["refusal"].as_str().unwrap().contains("authorization"));
    assert!(good["at"].as_str().unwrap().ends_with('Z'));
    assert!(!seen.to_string().contains("Signature version"), "{seen}");
    assert_eq!(ask(&caller, "DELETE /received", "").await.status, 204);
    let seen = ask(&caller, "GET /received", "").await.json();
    assert_eq!(seen, json!({"total": 2, "received": []}));
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_done_is_refused_with_a_reason() {
    let caller = Caller::of(&Emulator::demo());
    let taken = format!(
        r#"{{"operationType": "A", "id": "{}"}}"#,
        demo::EXPORT_IMAGE
    );
    let cases = [
        ("POST /work-requests", "", 400, "EOF"),
        ("POST /work-requests", "{}", 400, "operationType"),
        (
            "POST /work-requests",
            r#"{"operationType": "A", "steps": [{"at": "x"}]}"#,
            400,
            "steps[0].at",
        ),
        ("POST /work-requests", &taken, 409, "already"),
        ("POST /advance", r#"{"seconds": -1}"#, 400, "seconds"),
        ("POST /advance", r#"{"seconds": 1e300}"#, 400, "seconds"),
        ("POST /advance", r#"{"seconds": 1e10}"#, 400, "ten years"),
        ("PUT /skew", r#"{"seconds": 1e10}"#, 400, "seconds"),
        ("PUT /skew", r#"{"seconds": 1} x"#, 400, "trailing"),
        (
            "POST /faults",
            r#"{"answers": [{"status": 99}]}"#,
            400,
            "99",
        ),
        (
            "POST /faults",
            r#"{"answers": [{"headers": {"a b": ""}}]}"#,
            400,
            "a b",
        ),
        ("PATCH /faults", "", 405, "method"),
        ("GET /nothing", "", 404, "control path"),
    ];
    for (line, body, status, reason) in cases {
        let answer = ask(&caller, line, body).await;
        let text = answer.json()["message"].to_string();
        assert_eq!(answer.status, status, "{line} {body}: {text}");
        assert!(text.contains(reason), "{line} {body}: {text}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_identity_services_are_steered_over_http_too() {
    let emulator = Emulator::builder().build();
    let caller = Caller::of(&emulator);
    for (line, body) in [
        ("PUT /identity", r#"{"tokenLife": 2.5, "parents": 3}"#),
        ("POST /identity/rotate", r#"{"betweenReads": true}"#),
        ("POST /identity/rotate", r#"{"betweenReads": false}"#),
    ] {
        assert_eq!(ask(&caller, line, body).await.status, 204, "{line}");
    }
    let given = ask(&caller, "POST /identity/resource-token", "")
        .await
        .json();
    assert_eq!(given["token"].as_str().unwrap().split('.').count(), 3);
    assert!(
        given["privateKey"]
            .as_str()
            .unwrap()
            .contains("PRIVATE KEY")
    );
    let account = ask(&caller, "POST /identity/service-account-token", "").await;
    assert_eq!(account.status, 200);
    let state = ask(&caller, "GET /identity", "").await.json();
    assert_eq!(state["issued"], 1);
    let revoked = ask(&caller, "POST /identity/revoke", "").await.json();
    assert_eq!(revoked["revoked"], 1);
    for body in [
        r#"{"tokenLife": 1e12}"#,
        r#"{"tokenLife": -1}"#,
        r#"{"other": 1}"#,
        "",
    ] {
        assert_eq!(
            ask(&caller, "PUT /identity", body).await.status,
            400,
            "{body}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_identity_services_refuse_what_the_real_ones_refuse() {
    let emulator = Emulator::demo();
    let caller = Caller::of(&emulator);
    let send = async |method: &str, path: &str, authorization: Option<&str>| {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("http://h{path}"));
        if let Some(value) = authorization {
            request = request.header("authorization", value);
        }
        caller
            .send(request.body(Bytes::new()).unwrap())
            .await
            .status
    };
    let region = "/opc/v2/instance/region";
    assert_eq!(send("GET", region, None).await, 401);
    assert_eq!(send("GET", region, Some("Bearer Other")).await, 401);
    assert_eq!(send("GET", region, Some("Bearer Oracle")).await, 200);
    assert_eq!(
        send("GET", "/opc/v2/instance/other", Some("Bearer Oracle")).await,
        404
    );
    for (method, path) in [
        ("POST", "/v1/x509"),
        ("POST", "/v1/resourcePrincipalSessionToken"),
        ("GET", "/20180711/resourcePrincipalToken/x"),
        ("POST", "/resourcePrincipalSessionTokens"),
    ] {
        assert_eq!(send(method, path, None).await, 401, "{path}");
        assert_eq!(
            send(method, path, Some("Bearer Oracle")).await,
            401,
            "{path}"
        );
    }
}
