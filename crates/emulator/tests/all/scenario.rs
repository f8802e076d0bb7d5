//! Scenarios: what they bring about, and what is said of those that cannot be used.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::error::Error;
use std::time::Duration;

use common::{Caller, LIST, get};
use work_requests_emulator::{Emulator, Scenario, ScenarioError, demo};

const SCENARIO: &str = r#"{
  "compartments": ["ocid1.compartment.oc1..empty"],
  "skew": 120,
  "workRequests": [
    {"id": "ocid1.wr.oc1..a", "operationType": "CreateVcn", "compartmentId": "ocid1.compartment.oc1..mine",
     "steps": [{"at": 1, "status": "IN_PROGRESS"},
               {"at": 2.5, "percent": 40, "log": "half way"},
               {"at": 4, "status": "FAILED", "error": {"code": "LimitExceeded", "message": "full"}}]},
    {"operationType": "DeleteVcn"}
  ],
  "faults": [{"operation": "ListWorkRequestErrors", "answers": [{"status": 429, "retryAfter": "1.5"}]}]
}"#;

fn message(json: &str) -> String {
    let error = Scenario::from_json(json).unwrap_err();
    format!("{error}: {}", error.source().unwrap())
}

#[tokio::test(start_paused = true)]
async fn work_requests_faults_compartments_and_skew_come_about() {
    let scenario = Scenario::from_json(SCENARIO).unwrap();
    let emulator = Emulator::builder().scenario(scenario).build();
    let caller = Caller::of(&emulator);
    let answer = caller.get(&get("ocid1.wr.oc1..a")).await;
    assert_eq!(answer.json()["status"], "ACCEPTED");
    let date = httpdate::parse_http_date(answer.header("date").unwrap()).unwrap();
    let ahead = date.duration_since(emulator.clock()()).unwrap_or_default();
    assert!(
        ahead > Duration::from_secs(118) && ahead <= Duration::from_secs(120),
        "{ahead:?}"
    );
    tokio::time::advance(Duration::from_secs(4)).await;
    let errors = format!("{}/errors", get("ocid1.wr.oc1..a"));
    let throttled = caller.get(&errors).await;
    assert_eq!(
        (throttled.status.as_u16(), throttled.header("retry-after")),
        (429, Some("1.5"))
    );
    assert_eq!(caller.get(&errors).await.json()[0]["code"], "LimitExceeded");
    let empty = format!("{LIST}?compartmentId=ocid1.compartment.oc1..empty");
    assert_eq!(caller.get(&empty).await.json(), serde_json::json!([]));
    assert_eq!(emulator.control().work_requests().len(), 2);
}

#[tokio::test]
async fn demo_data_is_had_by_either_door() {
    let scenario = || Scenario::from_json(r#"{"workRequests": [{"operationType": "A"}]}"#).unwrap();
    let count = |emulator: Emulator| emulator.control().work_requests().len();
    let all = demo::IDS.len() + 1;
    let builder = Emulator::builder().demo().scenario(scenario());
    assert_eq!(count(builder.build()), all);
    let document = r#"{"demo": true, "workRequests": [{"operationType": "A"}]}"#;
    let inside = Scenario::from_json(document).unwrap();
    assert_eq!(count(Emulator::builder().scenario(inside).build()), all);
    assert_eq!(count(Emulator::builder().scenario(scenario()).build()), 1);
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let step = |step: &str| {
        format!(
            r#"{{"workRequests": [{{"operationType": "A"}}, {{"operationType": "B", "steps": [{step}]}}]}}"#
        )
    };
    let taken = format!(
        r#"{{"workRequests": [{{"operationType": "A", "id": "{}"}}]}}"#,
        demo::EXPORT_IMAGE
    );
    let cases = [
        ("{".to_owned(), "`the top`", "line 1"),
        ("[]".to_owned(), "`the top`", "JSON object"),
        ("{} {}".to_owned(), "`the end`", "trailing characters"),
        (
            r#"{"workRequest": []}"#.to_owned(),
            "`workRequest`",
            "unknown field",
        ),
        (
            step(r#"{"at": -1}"#),
            "`workRequests[1].steps[0].at`",
            "not negative",
        ),
        (
            step(r#"{"at": 1, "stats": 2}"#),
            "`workRequests[1].steps[0].stats`",
            "unknown field",
        ),
        (
            step(r#"{"at": 1, "status": " "}"#),
            "`workRequests[1]`",
            "blank status",
        ),
        (
            r#"{"workRequests": [{"operationType": " "}]}"#.to_owned(),
            "`workRequests[0]`",
            "blank operationType",
        ),
        (taken, "`workRequests[0]`", "already"),
        (
            r#"{"faults": [{"answers": []}]}"#.to_owned(),
            "`faults[0]`",
            "no answers",
        ),
        (
            r#"{"faults": [{"times": 0, "answers": []}]}"#.to_owned(),
            "`faults[0].times`",
            "forever",
        ),
        (
            r#"{"compartments": ["a/b"]}"#.to_owned(),
            "`compartments[0]`",
            "a/b",
        ),
    ];
    for (json, path, cause) in cases {
        let message = message(&json);
        assert!(
            message.contains(path) && message.contains(cause),
            "{json}: {message}"
        );
    }
}

#[test]
fn files_are_named_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("outage.json");
    let missing = Scenario::from_file(&file).unwrap_err();
    assert!(matches!(&missing, ScenarioError::Read { file: named, .. } if *named == file));
    std::fs::write(&file, r#"{"skew": "late"}"#).unwrap();
    let wrong = Scenario::from_file(&file).unwrap_err().to_string();
    assert!(
        wrong.contains("outage.json") && wrong.contains("`skew`"),
        "{wrong}"
    );
    std::fs::write(&file, SCENARIO).unwrap();
    assert_eq!(
        Scenario::from_file(&file).unwrap(),
        Scenario::from_json(SCENARIO).unwrap()
    );
}
