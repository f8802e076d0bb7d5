//! The service as a caller meets it, in memory and in paused time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::time::Duration;

use common::{Caller, LIST, get};
use http::StatusCode;
use serde_json::json;
use work_requests_emulator::{Emulator, Fault, FaultAnswer, WorkRequestScript, demo};

#[tokio::test(start_paused = true)]
async fn a_work_request_lives_along_its_script() {
    let caller = Caller::of(&Emulator::demo());
    let path = get(demo::LAUNCH_INSTANCE);
    let mut seen = Vec::new();
    for _ in 0..9 {
        let work = caller.get(&path).await.json();
        seen.push((
            work["status"].as_str().unwrap().to_owned(),
            work["percentComplete"].as_f64().unwrap(),
        ));
        tokio::time::advance(Duration::from_secs(1)).await;
    }
    assert_eq!(seen.first().unwrap(), &("ACCEPTED".to_owned(), 0.0));
    assert_eq!(seen[5], ("IN_PROGRESS".to_owned(), 80.0));
    assert_eq!(seen.last().unwrap(), &("SUCCEEDED".to_owned(), 100.0));
    assert!(
        seen.windows(2).all(|pair| pair[0].1 <= pair[1].1),
        "progress never falls: {seen:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn every_demo_work_request_is_listed_and_ends_within_25_seconds() {
    let caller = Caller::of(&Emulator::demo());
    let list = format!("{LIST}?compartmentId={}", demo::COMPARTMENT);
    let first = caller.get(&list).await.json();
    let running = first
        .as_array()
        .unwrap()
        .iter()
        .filter(|work| work.get("timeFinished").is_none());
    assert_eq!(running.count(), 9);
    tokio::time::advance(Duration::from_secs(25)).await;
    let last = caller.get(&list).await.json();
    let mut ids: Vec<_> = last
        .as_array()
        .unwrap()
        .iter()
        .map(|work| work["id"].as_str().unwrap())
        .collect();
    assert!(
        last.as_array()
            .unwrap()
            .iter()
            .all(|work| work["timeFinished"].is_string()),
        "{last}"
    );
    let mut expected = demo::IDS.to_vec();
    ids.sort_unstable();
    expected.sort_unstable();
    assert_eq!(ids, expected);
}

#[tokio::test(start_paused = true)]
async fn failures_have_errors_and_logs_in_either_order() {
    let caller = Caller::of(&Emulator::demo());
    tokio::time::advance(Duration::from_secs(25)).await;
    let errors = caller
        .get(&format!("{}/errors", get(demo::CREATE_CLUSTER)))
        .await
        .json();
    assert_eq!(errors[0]["code"], "LimitExceeded");
    let logs = format!("{}/logs", get(demo::CREATE_CLUSTER));
    let mut ascending = caller.get(&format!("{logs}?sortOrder=ASC")).await.json();
    let descending = caller.get(&format!("{logs}?sortOrder=DESC")).await.json();
    assert_eq!(ascending.as_array().unwrap().len(), 2);
    ascending.as_array_mut().unwrap().reverse();
    assert_eq!(ascending, descending);
}

#[tokio::test(start_paused = true)]
async fn pages_hold_each_work_request_once() {
    let caller = Caller::of(&Emulator::demo());
    let list = format!("{LIST}?compartmentId={}&limit=5", demo::COMPARTMENT);
    let (mut ids, mut sizes, mut page) = (Vec::new(), Vec::new(), String::new());
    loop {
        let answer = caller.get(&format!("{list}{page}")).await;
        let items = answer.json();
        sizes.push(items.as_array().unwrap().len());
        ids.extend(
            items
                .as_array()
                .unwrap()
                .iter()
                .map(|work| work["id"].to_string()),
        );
        match answer.header("opc-next-page") {
            Some(token) => page = format!("&page={token}"),
            None => break,
        }
    }
    assert_eq!(sizes, [5, 5, 2]);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 12);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_asked_is_refused() {
    let caller = Caller::of(&Emulator::demo());
    let cases = [
        (LIST.to_owned(), 400, "MissingParameter"),
        (
            format!("{LIST}?compartmentId={}&limit=0", demo::COMPARTMENT),
            400,
            "InvalidParameter",
        ),
        (
            format!("{LIST}?compartmentId={}&page=nonsense", demo::COMPARTMENT),
            400,
            "InvalidParameter",
        ),
        (
            format!("{LIST}?compartmentId=ocid1.compartment.oc1..other"),
            404,
            "NotAuthorizedOrNotFound",
        ),
        (get("ocid1.none"), 404, "NotAuthorizedOrNotFound"),
        ("/20160918/other".to_owned(), 404, "NotAuthorizedOrNotFound"),
    ];
    for (target, status, code) in cases {
        let answer = caller.get(&target).await;
        let body = answer.json();
        assert_eq!(
            (answer.status.as_u16(), body["code"].as_str()),
            (status, Some(code)),
            "{target}: {body}"
        );
        assert!(answer.header("opc-request-id").is_some());
    }
}

#[tokio::test(start_paused = true)]
async fn faults_strike_in_order_and_are_then_used_up() {
    let emulator = Emulator::demo();
    let caller = Caller::of(&emulator);
    emulator
        .control()
        .add_fault(Fault::statuses([503, 500]))
        .unwrap();
    let throttled =
        Fault::new(FaultAnswer::status(429).retry_after(7)).work_request(demo::EXPORT_IMAGE);
    emulator.control().add_fault(throttled).unwrap();
    let other = get(demo::LAUNCH_INSTANCE);
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(caller.get(&other).await.status.as_u16());
    }
    assert_eq!(statuses, [503, 500, 200]);
    let answer = caller.get(&get(demo::EXPORT_IMAGE)).await;
    assert_eq!(
        (answer.status, answer.header("retry-after")),
        (StatusCode::TOO_MANY_REQUESTS, Some("7"))
    );
    assert!(emulator.control().faults().is_empty());
    assert_eq!(
        caller.get(&get(demo::EXPORT_IMAGE)).await.status,
        StatusCode::OK
    );
}

#[tokio::test(start_paused = true)]
async fn time_can_be_passed_without_waiting() {
    let emulator = Emulator::demo();
    let script = WorkRequestScript::new("CreateVcn").succeeded(Duration::from_secs(3600));
    let id = emulator.control().create(script).unwrap();
    let caller = Caller::of(&emulator);
    assert_eq!(
        caller.get(&get(&id)).await.json()["status"],
        json!("ACCEPTED")
    );
    emulator.control().advance(Duration::from_secs(3600));
    assert_eq!(
        caller.get(&get(&id)).await.json()["status"],
        json!("SUCCEEDED")
    );
}
