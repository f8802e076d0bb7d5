//! Any script, asked at any time, against a simple model.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::time::Duration;

use common::{Caller, get};
use proptest::prelude::*;
use serde_json::Value;
use work_requests_emulator::{Emulator, WorkRequestScript};

/// A step as JSON: the way it comes from scenario files and the control API.
#[derive(Debug, Clone)]
struct Step {
    at: u32,
    status: Option<&'static str>,
    log: Option<u32>,
    error: bool,
}

fn step() -> impl Strategy<Value = Step> {
    let words = [
        "ACCEPTED",
        "IN_PROGRESS",
        "SUCCEEDED",
        "FAILED",
        "CANCELED",
        "NEW_WORD",
    ];
    let status = proptest::option::of(proptest::sample::select(words.to_vec()));
    let log = proptest::option::of(any::<u32>());
    (0..100u32, status, log, any::<bool>()).prop_map(|(at, status, log, error)| Step {
        at,
        status,
        log,
        error,
    })
}

fn script(steps: &[Step], age: u32) -> WorkRequestScript {
    let steps: Vec<_> = steps.iter().map(json).collect();
    let script = serde_json::json!({"operationType": "Any", "age": age, "steps": steps});
    serde_json::from_value(script).unwrap()
}

fn json(step: &Step) -> Value {
    let mut json = serde_json::json!({"at": step.at});
    if let Some(status) = step.status {
        json["status"] = status.into();
    }
    if let Some(log) = step.log {
        json["log"] = log.to_string().into();
    }
    if step.error {
        json["error"] = serde_json::json!({"code": "C", "message": step.at.to_string()});
    }
    json
}

/// What the service should say of these steps so long after acceptance.
struct Model {
    status: &'static str,
    finished: Option<u32>,
    logs: Vec<String>,
    errors: Vec<String>,
}

impl Model {
    fn of(steps: &[Step], elapsed: u32) -> Self {
        let mut past: Vec<_> = steps.iter().filter(|step| step.at <= elapsed).collect();
        past.sort_by_key(|step| step.at);
        let last = past
            .iter()
            .rev()
            .find_map(|step| step.status.zip(Some(step.at)));
        let ends = |status: &&str| ["SUCCEEDED", "FAILED", "CANCELED"].contains(status);
        Self {
            status: last.map_or("ACCEPTED", |(status, _)| status),
            finished: last.filter(|(status, _)| ends(status)).map(|(_, at)| at),
            logs: past
                .iter()
                .filter_map(|step| Some(step.log?.to_string()))
                .collect(),
            errors: past
                .iter()
                .filter(|step| step.error)
                .map(|step| step.at.to_string())
                .collect(),
        }
    }
}

fn messages(list: &Value) -> Vec<String> {
    let texts = list.as_array().unwrap().iter();
    texts
        .map(|item| item["message"].as_str().unwrap().to_owned())
        .collect()
}

fn in_paused_time<F: Future>(test: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build();
    runtime.unwrap().block_on(test)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_service_tells_what_the_script_says(
        steps in proptest::collection::vec(step(), 0..12),
        age in 0..50u32,
        moments in proptest::collection::vec((0..40u32, any::<bool>()), 1..4),
    ) {
        in_paused_time(async {
            let emulator = Emulator::builder().build();
            let id = emulator.control().create(script(&steps, age)).unwrap();
            let caller = Caller::of(&emulator);
            let mut elapsed = age;
            for (later, by_control) in moments {
                let later_by = Duration::from_secs(later.into());
                if by_control {
                    emulator.control().advance(later_by);
                } else {
                    tokio::time::advance(later_by).await;
                }
                elapsed += later;
                let model = Model::of(&steps, elapsed);
                let work = caller.get(&get(&id)).await.json();
                assert_eq!(work["status"], model.status);
                let time = |name: &str| {
                    chrono::DateTime::parse_from_rfc3339(work[name].as_str()?).ok()
                };
                let lasted = time("timeFinished").map(|end| end - time("timeAccepted").unwrap());
                let lasted = lasted.map(|span| u32::try_from(span.num_seconds()).unwrap());
                assert_eq!(lasted, model.finished);
                let percent = work["percentComplete"].as_f64().unwrap();
                assert!((0.0..=100.0).contains(&percent), "{percent}");
                assert!(model.status != "SUCCEEDED" || percent == 100.0, "{percent}");
                let logs = caller.get(&format!("{}/logs", get(&id))).await.json();
                assert_eq!(messages(&logs), model.logs);
                let errors = caller.get(&format!("{}/errors", get(&id))).await.json();
                assert_eq!(messages(&errors), model.errors);
            }
        });
    }

    #[test]
    fn progress_goes_through_the_points_named_and_never_back(
        mut points in proptest::collection::btree_map(1..100u32, 0..=100u32, 1..6),
    ) {
        let mut highest = 0;
        for percent in points.values_mut() {
            highest = highest.max(*percent);
            *percent = highest;
        }
        in_paused_time(async {
            let emulator = Emulator::builder().build();
            let seconds = |at: u32| Duration::from_secs(at.into());
            let script = points.iter().fold(WorkRequestScript::new("Any"), |script, (at, percent)| {
                script.percent(seconds(*at), f64::from(*percent))
            });
            emulator.control().create(script).unwrap();
            let mut last = 0.0;
            for now in 0..100u32 {
                let percent = emulator.control().work_requests()[0].percent_complete.unwrap();
                assert!(percent >= last, "{percent} after {last}");
                if let Some(point) = points.get(&now) {
                    assert_eq!(percent, f64::from(*point));
                }
                last = percent;
                tokio::time::advance(seconds(1)).await;
            }
        });
    }
}
