//! Each kind of error and each exit code, provoked.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::wire::{closed, greet, serve};
use crate::support::{Home, Run, run};

const ID: &str = "ocid1.coreservicesworkrequest.oc1.iad.test";

/// `get` without repeats at a service that always gives this answer.
async fn get(answer: &'static [u8], more: &[&str]) -> Run {
    let mut args = vec!["get", ID, "--retry", "none"];
    args.extend(more);
    Home::new().run_at(&serve(Some(answer)).await, &args).await
}

/// The error of `get` at a service that always gives this answer.
async fn get_fails(answer: &'static [u8], code: i32, kind: &str) -> Value {
    get(answer, &[]).await.fails(code, kind)
}

#[tokio::test]
async fn usage_what_cannot_name_a_work_request_is_refused_unsent() {
    let error = Home::new().run(&["get", "a/b"]).await.fails(2, "usage");
    assert_eq!(
        (&error["operation"], &error["attempts"]),
        (&"get_work_request".into(), &0.into())
    );
}

#[tokio::test]
async fn usage_flags_that_contradict_each_other_are_refused() {
    for args in [
        &["get", ID, "--retry", "none", "--max-attempts", "3"][..],
        &["list", "--all", "--max-items", "3"],
        &["watch", ID, "--compartment-id", "x"],
        &["get", ID, "--quiet", "-v"],
        &["list", "--limit", "0"],
        &["get", ID, "--read-timeout", "0"],
        &["get", ID, "--opc-request-id", "two\nlines"],
    ] {
        Home::new().run(args).await.fails(2, "usage");
    }
}

#[tokio::test]
async fn config_nothing_is_configured() {
    let error = run(&["get", ID]).await.fails(3, "config");
    assert!(
        error["hint"].as_str().unwrap().contains("--emulator"),
        "{error}"
    );
}

#[tokio::test]
async fn config_all_problems_are_told_at_once() {
    let home = Home::new();
    home.write(
        ".oci/config",
        "[DEFAULT]\ntenancy=nonsense\nregion=us-ashburn-1\n",
    );
    let error = home.run(&["get", ID]).await.fails(3, "config");
    for key in ["tenancy", "user", "fingerprint", "key_file"] {
        assert!(error["message"].as_str().unwrap().contains(key), "{error}");
    }
}

#[tokio::test]
async fn config_plaintext_leaves_this_machine_only_if_allowed() {
    let args = [
        "get",
        ID,
        "--endpoint",
        "http://192.0.2.1",
        "--retry",
        "none",
    ];
    let error = Home::new().run(&args).await.fails(3, "config");
    assert!(
        error["hint"]
            .as_str()
            .unwrap()
            .contains("--allow-plaintext"),
        "{error}"
    );
    let allowed = [
        &args[..],
        &["--allow-plaintext", "--connect-timeout", "0.2"],
    ]
    .concat();
    let code = Home::new().run(&allowed).await.code;
    assert!(
        matches!(code, Some(6 | 7)),
        "{code:?}: no longer refused, and nothing is there"
    );
}

#[tokio::test]
async fn auth_a_key_that_is_none() {
    let home = Home::new();
    home.write("key.pem", "not a key");
    home.run(&["get", ID]).await.fails(3, "auth");
}

#[tokio::test]
async fn io_a_file_that_cannot_be_read() {
    let error = Home::new()
        .run(&["get", ID, "--ca-file", "/nowhere/ca.pem"])
        .await
        .fails(2, "io");
    assert!(
        error["hint"].as_str().unwrap().contains("--ca-file"),
        "{error}"
    );
}

#[tokio::test]
async fn tls_authorities_of_the_environment_that_cannot_be_read() {
    let error = Home::new()
        .run_with(&[("SSL_CERT_FILE", "/nowhere")], &["get", ID])
        .await
        .fails(3, "tls");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("SSL_CERT_FILE"), "{error}");
}

#[tokio::test]
async fn service_answers_have_codes_by_what_can_be_done() {
    let of = async |answer, code| get_fails(answer, code, "service").await;
    let gone = of(b"HTTP/1.1 404 Not Found\r\nopc-request-id: abc\r\ncontent-length: 46\r\n\r\n{\"code\":\"NotAuthorizedOrNotFound\",\"message\":1}", 5).await;
    assert_eq!(gone["code"], "NotAuthorizedOrNotFound");
    assert_eq!(
        (&gone["status"], &gone["opcRequestId"], &gone["attempts"]),
        (&404.into(), &"abc".into(), &1.into())
    );
    of(b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n", 5).await;
    of(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n", 5).await;
    of(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n", 4).await;
    of(
        b"HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n",
        4,
    )
    .await;
    of(
        b"HTTP/1.1 501 Not Implemented\r\ncontent-length: 0\r\n\r\n",
        4,
    )
    .await;
    let busy = of(
        b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n",
        6,
    )
    .await;
    assert_eq!(busy["retryable"], true);
    of(
        b"HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n",
        6,
    )
    .await;
    of(
        b"HTTP/1.1 409 Conflict\r\ncontent-length: 25\r\n\r\n{\"code\":\"IncorrectState\"}",
        6,
    )
    .await;
    of(
        b"HTTP/1.1 409 Conflict\r\ncontent-length: 16\r\n\r\n{\"code\":\"Other\"}",
        4,
    )
    .await;
}

#[tokio::test]
async fn connection_nobody_listens() {
    let endpoint = format!("http://{}", closed().await);
    let error = Home::new()
        .run_at(&endpoint, &["get", ID, "--retry", "none"])
        .await
        .fails(6, "connection");
    assert_eq!(error["retryable"], true);
}

#[tokio::test]
async fn connection_attempts_are_counted_and_delays_obeyed() {
    let endpoint = format!("http://{}", closed().await);
    let args = [
        "get",
        ID,
        "--max-attempts",
        "3",
        "--retry-base-delay",
        "0",
        "--retry-max-delay",
        "0.01",
    ];
    let began = Instant::now();
    let error = Home::new()
        .run_at(&endpoint, &args)
        .await
        .fails(6, "connection");
    assert!(
        began.elapsed() < Duration::from_secs(10),
        "the usual delays were waited for"
    );
    assert!(
        error["message"].as_str().unwrap().contains("127.0.0.1"),
        "{error}"
    );
}

#[tokio::test]
async fn circuit_open_an_endpoint_that_keeps_failing_is_left_alone() {
    let endpoint = serve(Some(b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n")).await;
    let args = [
        "wait",
        ID,
        "--interval",
        "0.1",
        "--timeout",
        "3",
        "--output",
        "ndjson",
    ];
    let run = Home::new().run_at(&endpoint, &args).await.exits(7);
    let kinds: Vec<_> = run
        .lines()
        .iter()
        .map(|event| event["error"]["kind"].clone())
        .collect();
    assert!(
        kinds.contains(&"service".into()) && kinds.contains(&"circuit_open".into()),
        "{kinds:?}"
    );
}

#[tokio::test]
async fn timeout_a_silent_service() {
    let endpoint = serve(None).await;
    for limit in ["--read-timeout", "--deadline"] {
        let args = ["get", ID, "--retry", "none", limit, "0.3"];
        Home::new()
            .run_at(&endpoint, &args)
            .await
            .fails(7, "timeout");
    }
}

#[tokio::test]
async fn tls_a_peer_that_does_not_speak_it() {
    let endpoint = format!("https://{}", greet().await);
    let run = Home::new()
        .run_at(&endpoint, &["get", ID, "--retry", "none"])
        .await;
    let error = run.fails(3, "tls");
    assert_eq!(error["retryable"], false);
}

#[tokio::test]
async fn several_ids_are_each_explained() {
    let answer = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";
    let endpoint = serve(Some(answer)).await;
    let run = Home::new()
        .run_at(&endpoint, &["wait", "a", "b", "a"])
        .await
        .exits(4);
    let entries = run.json()["data"].as_array().unwrap().clone();
    assert_eq!(entries.len(), 2, "each counts once");
    for entry in &entries {
        assert_eq!(
            (&entry["outcome"], &entry["error"]["kind"]),
            (&Value::Null, &"service".into())
        );
    }
    assert_eq!(run.error()["status"], 400);
}

#[tokio::test]
async fn decode_an_answer_that_is_no_work_request() {
    let error = get_fails(
        b"HTTP/1.1 200 OK\r\nopc-request-id: x\r\ncontent-length: 5\r\n\r\nhello",
        8,
        "decode",
    )
    .await;
    assert_eq!(
        (&error["status"], &error["opcRequestId"]),
        (&200.into(), &"x".into())
    );
    get_fails(
        b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
        8,
        "decode",
    )
    .await;
    get_fails(b"SSH-2.0-OpenSSH_9.9\r\n", 8, "decode").await;
}

/// A whole answer with a raw tab inside a string.
const TAB: &[u8] = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{\"operationType\":\"a\tb\",\"status\":\"ODD\",\"id\":\"i\",\"compartmentId\":\"c\",\"resources\":[],\"percentComplete\":null,\"timeAccepted\":\"2026-01-01T00:00:00Z\",\"new\":[1.50]}";

#[tokio::test]
async fn decode_raw_control_characters_unless_allowed() {
    let error = get_fails(TAB, 8, "decode").await;
    assert!(
        error["hint"]
            .as_str()
            .unwrap()
            .contains("--allow-control-chars"),
        "{error}"
    );
    let allowed = get(TAB, &["--allow-control-chars"]).await.exits(0);
    assert_eq!(allowed.json()["data"]["operationType"], "a\tb");
    assert_eq!(
        allowed.json()["data"]["new"][0],
        1.5,
        "members we do not know are kept"
    );
    assert_eq!(
        (&allowed.json()["data"]["status"], &allowed.json()["status"]),
        (&"ODD".into(), &"UNKNOWN".into())
    );
    let shown = get(TAB, &["--allow-control-chars", "--output", "table"])
        .await
        .exits(0);
    assert!(
        shown.stdout.contains(r"a\tb") && !shown.stdout.contains('\t'),
        "{shown:#?}"
    );
}

#[tokio::test]
async fn limit_an_answer_that_is_too_large() {
    let error = get(TAB, &["--max-body-bytes", "20"])
        .await
        .fails(8, "limit");
    assert!(
        error["hint"].as_str().unwrap().contains("--max-body-bytes"),
        "{error}"
    );
}

#[tokio::test]
async fn a_person_reads_what_why_and_what_to_do() {
    let answer = b"HTTP/1.1 404 Not Found\r\nopc-request-id: abc\r\nconnection: close\r\n\r\n{\"code\":\"NotAuthorizedOrNotFound\",\"message\":\"no \x1b[31msuch\nthing\"}";
    let run = get(answer, &["--output", "table"]).await.exits(5);
    insta::assert_snapshot!(run.stderr);
    assert!(run.stdout.is_empty());
}
