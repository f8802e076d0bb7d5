//! What goes on the wire, and what is refused before anything does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::num::NonZeroU32;

use common::{ClientOf as _, Script, answer_with, page, refusal, work};
use work_requests::models::SortOrder;
use work_requests::test_support::ENDPOINT;
use work_requests::{Env, Error, ErrorKind, RetryStrategy};

fn limit(n: u32) -> NonZeroU32 {
    NonZeroU32::new(n).unwrap()
}

#[tokio::test]
async fn each_operation_has_its_path_and_its_parameters_in_order() {
    let script = Script::new([
        answer_with(200, work("w", "SUCCEEDED")),
        page("[]", None),
        page("[]", None),
        page("[]", None),
    ]);
    let client = script.client();
    client.get_work_request("ocid1.w").await.unwrap();
    client
        .list_work_requests("ocid1.c")
        .page("t/1")
        .limit(limit(5))
        .resource_id("ocid1.r")
        .await
        .unwrap();
    client
        .list_work_request_errors("ocid1.w")
        .sort_order(SortOrder::Asc)
        .limit(limit(7))
        .await
        .unwrap();
    client
        .list_work_request_logs("ocid1.w")
        .sort_order(SortOrder::Desc)
        .page("2")
        .await
        .unwrap();

    let targets: Vec<String> = script
        .received()
        .iter()
        .map(|r| r.uri().to_string())
        .collect();
    let base = format!("{ENDPOINT}/20160918/workRequests");
    assert_eq!(
        targets,
        [
            format!("{base}/ocid1.w"),
            format!("{base}?compartmentId=ocid1.c&resourceId=ocid1.r&limit=5&page=t%2F1"),
            format!("{base}/ocid1.w/errors?limit=7&sortOrder=ASC"),
            format!("{base}/ocid1.w/logs?page=2&sortOrder=DESC"),
        ]
    );
    assert!(
        script
            .received()
            .iter()
            .all(|r| r.method() == "GET" && r.body().is_empty())
    );
}

#[tokio::test]
async fn requests_name_this_project_and_what_the_user_appends() {
    let script = Script::new([answer_with(200, work("w", "SUCCEEDED"))]);
    let client = script
        .builder()
        .environment(Env::from_iter([(
            "OCI_SDK_APPEND_USER_AGENT",
            "from-env/2",
        )]))
        .additional_user_agent("mine/1")
        .build()
        .unwrap();
    client.get_work_request("ocid1.w").await.unwrap();

    let received = script.received();
    let headers = received[0].headers();
    let version = env!("CARGO_PKG_VERSION");
    let agent = headers["user-agent"].to_str().unwrap();
    assert!(
        agent.starts_with(&format!("work-requests/{version} (rust; ")),
        "{agent}"
    );
    assert!(agent.ends_with(") mine/1 from-env/2"), "{agent}");
    assert_eq!(
        headers["opc-client-info"],
        format!("work-requests/{version}")
    );
    assert_eq!(headers["accept"], "application/json");
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers["host"], "iaas.us-ashburn-1.oraclecloud.com");
    assert_eq!(headers["authorization"], "Stamp");
    assert!(!headers.contains_key("opc-client-retries"));
}

#[tokio::test(start_paused = true)]
async fn one_request_id_is_kept_over_all_attempts_of_a_call() {
    let script = Script::new([
        refusal(503, "ServiceUnavailable"),
        refusal(429, "TooManyRequests"),
        answer_with(200, work("w", "SUCCEEDED")),
        answer_with(200, work("w", "SUCCEEDED")),
    ]);
    let client = script
        .builder()
        .retry_strategy(RetryStrategy::default())
        .build()
        .unwrap();
    let response = client.get_work_request("ocid1.w").await.unwrap();
    assert_eq!(response.attempts(), 3);
    client
        .get_work_request("ocid1.w")
        .opc_request_id("MINE")
        .await
        .unwrap();

    let received = script.received();
    let id = |n: usize| received[n].headers()["opc-request-id"].to_str().unwrap();
    assert_eq!(id(0).len(), 32);
    assert!(
        id(0)
            .bytes()
            .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
    );
    assert_eq!([id(1), id(2)], [id(0), id(0)]);
    assert_eq!(id(3), "MINE");
    assert_eq!(received[0].headers()["opc-client-retries"], "true");
}

#[tokio::test]
async fn bad_parameters_are_refused_and_nothing_is_sent() {
    let script = Script::default();
    let client = script.client();
    let long = "x".repeat(256);
    for id in ["", "  ", ".", "..", "a/b", "a\nb", "a\u{0}", long.as_str()] {
        refused(
            client.get_work_request(id).await.unwrap_err(),
            "workRequestId",
        );
        refused(
            client.list_work_request_errors(id).await.unwrap_err(),
            "workRequestId",
        );
        refused(
            client.list_work_request_logs(id).await.unwrap_err(),
            "workRequestId",
        );
    }
    for compartment in ["", "\t", long.as_str()] {
        refused(
            client.list_work_requests(compartment).await.unwrap_err(),
            "compartmentId",
        );
    }
    refused(
        client
            .list_work_requests("c")
            .resource_id(" ")
            .await
            .unwrap_err(),
        "resourceId",
    );
    refused(
        client.list_work_requests("c").page("").await.unwrap_err(),
        "page",
    );
    let order = SortOrder::Unknown("asc".to_owned());
    refused(
        client
            .list_work_request_logs("w")
            .sort_order(order)
            .await
            .unwrap_err(),
        "sortOrder",
    );
    for id in ["", "a\r\nx: y", "a\nb", "caf\u{e9}", " a"] {
        let error = client
            .get_work_request("w")
            .opc_request_id(id)
            .await
            .unwrap_err();
        refused(error, "opc-request-id");
    }
    assert_eq!(script.received().len(), 0);
}

fn refused(error: Error, what: &str) {
    assert_eq!(error.kind(), ErrorKind::Usage, "{error}");
    assert!(error.to_string().contains(what), "{error}");
    assert!(error.operation().is_some(), "{error}");
    assert_eq!(error.attempts(), 0);
    assert!(error.hint().is_some());
}

#[tokio::test]
async fn endpoints_are_joined_without_double_slashes() {
    for (endpoint, sent) in [
        ("https://h", "https://h/20160918/workRequests/w"),
        ("https://h/", "https://h/20160918/workRequests/w"),
        ("https://h/20160918/", "https://h/20160918/workRequests/w"),
        ("https://h/proxy", "https://h/proxy/20160918/workRequests/w"),
        ("https://h:443", "https://h:443/20160918/workRequests/w"),
        (
            "https://[2001:db8::1]:8443",
            "https://[2001:db8::1]:8443/20160918/workRequests/w",
        ),
    ] {
        let script = Script::new([answer_with(200, work("w", "SUCCEEDED"))]);
        let client = script.builder().service_endpoint(endpoint).build().unwrap();
        client.get_work_request("w").await.unwrap();
        assert_eq!(script.received()[0].uri().to_string(), sent);
        let host = sent.split('/').nth(2).unwrap();
        assert_eq!(script.received()[0].headers()["host"], host);
    }
}

#[test]
fn endpoints_that_would_send_elsewhere_are_refused_when_building() {
    for endpoint in [
        "h",
        "ftp://h",
        "https://u:p@h",
        "https://h?q",
        "https://h#f",
        "https://",
        "",
    ] {
        let error = Script::default()
            .builder()
            .service_endpoint(endpoint)
            .build()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{endpoint:?}");
    }
}
