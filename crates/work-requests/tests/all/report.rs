//! Reports, over the emulator in memory.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::num::NonZeroUsize;
use std::time::Duration;

use chrono::{DateTime, Utc};
use common::client_of;
use work_requests::WorkRequestClient;
use work_requests_emulator::{Emulator, Fault, FaultAnswer, Operation, WorkRequestScript};

const ID: &str = "ocid1.coreservicesworkrequest.oc1.iad.example";

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// An emulator whose clock stands at noon of 2026-01-01.
fn emulator() -> Emulator {
    let noon: DateTime<Utc> = "2026-01-01T12:00:00Z".parse().unwrap();
    let two = NonZeroUsize::new(2).unwrap();
    Emulator::builder()
        .clock(move || noon.into())
        .base_time(noon.into())
        .largest_page(two)
        .build()
}

fn client(emulator: &Emulator) -> WorkRequestClient {
    let ids = std::sync::atomic::AtomicUsize::new(0);
    client_of(emulator)
        .request_ids(move || {
            format!(
                "call{}",
                ids.fetch_add(1, std::sync::atomic::Ordering::SeqCst)
            )
        })
        .build()
        .unwrap()
}

fn failed() -> WorkRequestScript {
    let resource = serde_json::json!(
        {"actionType": "FAILED", "entityType": "cluster", "identifier": "ocid1.cluster.oc1.iad.c"}
    );
    let script = WorkRequestScript::new("CreateCluster")
        .id(ID)
        .age(seconds(600));
    script
        .resource(serde_json::from_value(resource).unwrap())
        .started(seconds(4))
        .log(seconds(5), "creating the network")
        .log(seconds(20), "waiting for nodes")
        .log(seconds(40), "waiting for nodes")
        .log(seconds(60), "waiting for nodes")
        .log(seconds(61), "giving up <b>now</b> \u{1b}[31m\u{202e}")
        .percent(seconds(60), 60.0)
        .error(seconds(61), "NodesNotReady", "2 of 3 nodes did not come up")
        .failed(seconds(62), "LimitExceeded", "the limit & more")
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_told_in_every_form() {
    let emulator = emulator();
    emulator.control().create(failed()).unwrap();
    let report = client(&emulator).report(ID).await.unwrap();
    assert!(report.errors().is_complete() && report.logs().is_complete());
    assert_eq!(
        report.headline().unwrap(),
        "NodesNotReady: 2 of 3 nodes did not come up"
    );
    insta::assert_snapshot!("text", report.to_string());
    insta::assert_snapshot!("json", serde_json::to_string_pretty(&report).unwrap());
}

#[cfg(feature = "html")]
#[tokio::test(start_paused = true)]
async fn the_page_holds_everything_and_nothing_raw() {
    let emulator = emulator();
    emulator.control().create(failed()).unwrap();
    let page = client(&emulator).report(ID).await.unwrap().to_html();
    insta::assert_snapshot!("html", page);
    for raw in [
        "<b>now", "\u{1b}", "\u{202e}", "http://", "https://", "src=", "@import",
    ] {
        assert!(!page.contains(raw), "{raw:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn only_the_last_lines_are_told_unless_all_are_asked_for() {
    let emulator = emulator();
    let script = WorkRequestScript::new("o").id(ID).age(seconds(600));
    let script = (0..30).fold(script, |script, n| {
        script.log(seconds(n), format!("line {n}"))
    });
    emulator.control().create(script).unwrap();
    let client = client(&emulator);
    let messages = |report: &work_requests::Report| -> Vec<String> {
        report
            .logs()
            .items()
            .iter()
            .map(|run| run.message.clone())
            .collect()
    };
    let usual = client.report(ID).await.unwrap();
    assert_eq!(
        messages(&usual),
        (10..30).map(|n| format!("line {n}")).collect::<Vec<_>>()
    );
    assert!(!usual.logs().is_complete());
    assert!(usual.to_string().contains("(the last lines)"));
    let few = client.report(ID).log_lines(3).await.unwrap();
    assert_eq!(messages(&few), ["line 27", "line 28", "line 29"]);
    for all in [
        client.report(ID).all_logs(),
        client.report(ID).log_lines(30),
    ] {
        let all = all.await.unwrap();
        assert_eq!(messages(&all).len(), 30);
        assert!(all.logs().is_complete());
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_read_is_said_and_not_fatal() {
    let emulator = emulator();
    emulator.control().create(failed()).unwrap();
    let refused = FaultAnswer::status(403)
        .code("NotAllowed")
        .message("not \u{1b}you");
    let fault = Fault::new(refused).operation(Operation::ListWorkRequestLogs);
    emulator.control().add_fault(fault).unwrap();
    let later = Fault::new(FaultAnswer::pass()).then(FaultAnswer::status(503));
    let later = later.operation(Operation::ListWorkRequestErrors);
    emulator.control().add_fault(later).unwrap();
    let script = (0..3).fold(
        WorkRequestScript::new("o").id("x").age(seconds(60)),
        |script, n| script.error(seconds(n), format!("E{n}"), "m"),
    );
    emulator.control().create(script).unwrap();
    let report = client(&emulator).report("x").await.unwrap();
    let logs = report.logs().unavailable().unwrap();
    assert_eq!(logs.status.unwrap(), 403);
    assert!(logs.request_id.is_some());
    // The first page of errors is kept.
    assert_eq!(report.errors().items().len(), 2);
    assert_eq!(report.errors().unavailable().unwrap().status.unwrap(), 503);
    let text = report.to_string();
    assert!(
        text.contains("could not be read") && !text.contains('\u{1b}'),
        "{text}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_work_request_that_cannot_be_read_is_an_error() {
    let error = client(&emulator()).report("nobody").await.unwrap_err();
    assert!(error.is_not_found());
    let error = client(&emulator()).report("a/b").await.unwrap_err();
    assert_eq!(error.attempts(), 0);
}

#[tokio::test(start_paused = true)]
async fn one_that_goes_on_has_run_until_now() {
    let emulator = emulator();
    let script = WorkRequestScript::new("o")
        .id(ID)
        .age(seconds(100))
        .started(seconds(40));
    emulator.control().create(script).unwrap();
    let times = client(&emulator).report(ID).await.unwrap().times();
    assert_eq!(times.queued.unwrap().num_seconds(), 40);
    assert_eq!(times.ran.unwrap().num_seconds(), 60);
    assert_eq!(times.finished, None);
}
