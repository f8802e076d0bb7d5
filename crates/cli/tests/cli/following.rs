//! `wait` and `watch`: how they end, and what they say on the way.

use std::collections::HashMap;
use std::sync::Mutex;

use serde_json::{Value, json};

use crate::support::wire::{Answer, script};
use crate::support::{Home, Run};

/// A service whose work requests do what their ids say: `succeeds`, `fails`, `cancels`, `forever`,
/// `stumbles` (twice 503 first), `unborn`
/// (twice 404 first), or a status to refuse with. What ends, ends at the third read.
async fn service() -> String {
    let reads = Mutex::new(HashMap::<String, u32>::new());
    script(move |target, _| {
        if let Some(query) = target.strip_prefix('?') {
            assert!(query.starts_with("compartmentId="), "{query}");
            let mut reads = reads.lock().unwrap();
            let count = reads.entry("succeeds".to_owned()).and_modify(|count| *count += 1).or_insert(1);
            let status = if *count < 3 { "IN_PROGRESS" } else { "SUCCEEDED" };
            return Answer::ok(json!([summary("succeeds", status), summary("old", "FAILED")]));
        }
        let path = target.trim_start_matches('/').split('?').next().unwrap();
        match path.split_once('/') {
            Some((_, "errors")) => Answer::ok(json!([{"code": "OutOfHostCapacity", "message": "no host", "timestamp": "2026-01-01T00:00:40Z"}])),
            Some((_, "logs")) => Answer::ok(json!([{"message": "last", "timestamp": "2026-01-01T00:00:39Z"}, {"message": "first", "timestamp": "2026-01-01T00:00:01Z"}])),
            _ => {
                let mut reads = reads.lock().unwrap();
                let count = reads.entry(path.to_owned()).and_modify(|count| *count += 1).or_insert(1);
                read(path, *count)
            }
        }
    })
    .await
}

fn read(id: &str, count: u32) -> Answer {
    let end = match id {
        "succeeds" => "SUCCEEDED",
        "fails" => "FAILED",
        "cancels" => "CANCELED",
        "forever" => "IN_PROGRESS",
        "unborn" if count < 3 => return Answer::refusal(404, "NotAuthorizedOrNotFound"),
        "unborn" => "SUCCEEDED",
        "stumbles" if count < 3 => return Answer::refusal(503, "ServiceUnavailable"),
        "stumbles" => "SUCCEEDED",
        status => return Answer::refusal(status.parse().unwrap(), "Code"),
    };
    Answer::ok(work(
        id,
        if count < 3 { "IN_PROGRESS" } else { end },
        f64::from(count) * 30.0,
    ))
}

fn work(id: &str, status: &str, percent: f64) -> Value {
    let mut work = summary(id, status);
    work["resources"] = json!([]);
    work["percentComplete"] = json!(percent);
    work["timeStarted"] = json!("2026-01-01T00:00:00Z");
    if status != "IN_PROGRESS" {
        work["timeFinished"] = json!("2026-01-01T00:00:42Z");
    }
    work
}

fn summary(id: &str, status: &str) -> Value {
    json!({"id": id, "status": status, "operationType": "LaunchInstance", "compartmentId": "c", "timeAccepted": "2026-01-01T00:00:00Z"})
}

async fn follow(args: &[&str]) -> Run {
    let args = [args, &["--interval", "0.1"]].concat();
    Home::new().run_at(&service().await, &args).await
}

fn entry(run: &Run, at: usize) -> Value {
    run.json()["data"][at].clone()
}

#[tokio::test]
async fn waiting_ends_with_0_when_all_succeeded() {
    let run = follow(&["wait", "succeeds"]).await.exits(0);
    let expected = json!({
        "id": "succeeds", "service": "work_requests", "outcome": "succeeded", "status": "SUCCEEDED",
        "workRequest": work("succeeds", "SUCCEEDED", 90.0),
    });
    assert_eq!(run.json(), json!({"data": [expected]}));
}

#[tokio::test]
async fn waiting_ends_with_1_when_one_failed_and_says_why() {
    let run = follow(&["wait", "fails", "succeeds"]).await.exits(1);
    assert_eq!(entry(&run, 0)["outcome"], "failed");
    assert_eq!(
        entry(&run, 0)["report"]["errors"]["items"][0]["code"],
        "OutOfHostCapacity"
    );
    let logs = &entry(&run, 0)["report"]["logs"]["items"];
    assert_eq!(
        (&logs[0]["message"], &logs[1]["message"]),
        (&"first".into(), &"last".into())
    );
    assert_eq!(
        (&entry(&run, 1)["outcome"], &entry(&run, 1)["report"]),
        (&"succeeded".into(), &Value::Null)
    );
    assert!(
        !run.stderr.contains("\"error\""),
        "a failed work request is no error of ours: {run:#?}"
    );
}

#[tokio::test]
async fn watching_ends_with_0_whatever_the_outcome_unless_asked() {
    let run = follow(&["watch", "fails", "cancels"]).await.exits(0);
    assert_eq!(
        (&entry(&run, 0)["outcome"], &entry(&run, 1)["outcome"]),
        (&"failed".into(), &"canceled".into())
    );
    follow(&["watch", "fails", "--fail-on-error"])
        .await
        .exits(1);
    follow(&["watch", "succeeds", "--fail-on-error"])
        .await
        .exits(0);
}

#[tokio::test]
async fn watching_a_compartment_follows_what_is_under_way() {
    let run = follow(&["watch", "--compartment-id", "ocid1.compartment.oc1..c"])
        .await
        .exits(0);
    assert_eq!(run.json()["data"].as_array().unwrap().len(), 1);
    assert_eq!(entry(&run, 0)["id"], "succeeds");
}

#[tokio::test]
async fn a_time_limit_ends_with_7_and_says_how_to_go_on() {
    let run = follow(&["wait", "forever", "succeeds", "--timeout", "1"]).await;
    assert_eq!(entry(&run, 0)["outcome"], "timed_out");
    assert_eq!(entry(&run, 0)["workRequest"]["status"], "IN_PROGRESS");
    assert_eq!(entry(&run, 1)["outcome"], "succeeded");
    assert!(
        run.stderr.contains("work-requests wait forever"),
        "{run:#?}"
    );
    let error = run.fails(7, "timeout");
    assert!(
        error["message"].as_str().unwrap().contains("1 of 2"),
        "{error}"
    );
}

#[tokio::test]
async fn several_codes_give_the_first_that_applies() {
    for (ids, code) in [
        (&["404", "400", "fails"][..], 5),
        (&["succeeds", "400", "forever", "fails"], 4),
        (&["forever", "fails", "succeeds"], 7),
        (&["fails", "succeeds"], 1),
        (&["302", "fails"], 4),
        (&["501", "401"], 5),
    ] {
        let args = [&["wait", "--timeout", "1"], ids].concat();
        follow(&args).await.exits(code);
    }
}

#[tokio::test]
async fn what_may_pass_is_read_again_unless_repeats_are_off() {
    let run = follow(&["wait", "stumbles", "--output", "ndjson"])
        .await
        .exits(0);
    let events: Vec<_> = run
        .lines()
        .iter()
        .map(|event| event["event"].as_str().unwrap().to_owned())
        .collect();
    let expected = ["retry", "retry", "status", "log", "log", "error", "done"];
    assert_eq!(events, expected);
    assert_eq!(run.lines()[0]["error"]["status"], 503);
    let error = follow(&["wait", "stumbles", "--retry", "none"])
        .await
        .fails(6, "service");
    assert_eq!(error["status"], 503);
}

#[tokio::test]
async fn not_found_at_first_is_tolerated_only_if_asked_for() {
    follow(&["wait", "unborn"]).await.fails(5, "service");
    let run = follow(&["wait", "unborn", "--tolerate-not-found", "60"])
        .await
        .exits(0);
    assert_eq!(entry(&run, 0)["outcome"], "succeeded");
}

#[tokio::test]
async fn a_saved_wait_that_stops_tells_how_to_go_on() {
    let home = Home::new();
    let (file, endpoint) = (home.path().join("saved.json"), service().await);
    let file = file.to_str().unwrap();
    let args = [
        "wait",
        "forever",
        "--save",
        file,
        "--timeout",
        "1",
        "--endpoint",
        &endpoint,
    ];
    let run = home.run(&args).await.exits(7);
    let told = format!("work-requests wait --resume {file}");
    assert!(run.stderr.contains(&told), "{run:#?}");
}

#[tokio::test]
async fn events_come_as_they_happen() {
    let run = follow(&["wait", "fails", "--output", "ndjson", "--quiet"])
        .await
        .exits(1);
    let events: Vec<_> = run
        .lines()
        .iter()
        .map(|event| (event["event"].clone(), event["status"].clone()))
        .collect();
    let of = |event: &str, status: &str| (Value::from(event), Value::from(status));
    assert_eq!(
        events,
        [
            of("status", "IN_PROGRESS"),
            (Value::from("log"), Value::Null),
            (Value::from("log"), Value::Null),
            (Value::from("error"), Value::Null),
            of("progress", "IN_PROGRESS"),
            of("status", "FAILED"),
            of("done", "FAILED")
        ]
    );
    assert_eq!(run.lines()[3]["code"], "OutOfHostCapacity");
    let done = &run.lines()[6];
    assert_eq!(
        (&done["outcome"], &done["id"]),
        (&"failed".into(), &"fails".into())
    );
    assert_eq!(done["report"]["errors"]["items"][0]["message"], "no host");
    assert_eq!(run.stderr, "", "--quiet leaves nothing but errors");
}

#[tokio::test]
async fn ids_come_from_stdin_too() {
    let home = Home::new();
    let endpoint = service().await;
    let args = [
        "wait",
        "cancels",
        "-",
        "--interval",
        "0.1",
        "--endpoint",
        &endpoint,
    ];
    let run = home
        .run_fed("succeeds\nfails\r\n\nsucceeds\n", &args)
        .await
        .exits(1);
    let ids: Vec<_> = run.json()["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["id"].clone())
        .collect();
    assert_eq!(ids, ["cancels", "succeeds", "fails"]);
    home.run_fed("", &["wait", "-"]).await.fails(2, "usage");
}

#[tokio::test]
async fn people_get_lines_on_the_way_and_a_summary_at_the_end() {
    let run = follow(&["wait", "fails", "succeeds", "404", "--output", "table"])
        .await
        .exits(5);
    let summary = run.stdout.lines().map(|line| {
        if line.contains("ago  ") {
            "    (ago)"
        } else {
            line
        }
    });
    insta::assert_snapshot!(summary.collect::<Vec<_>>().join("\n"));
    for part in [
        "IN_PROGRESS",
        "FAILED",
        "OutOfHostCapacity: no host",
        "after 42s",
        "30 %",
    ] {
        assert!(run.stderr.contains(part), "{part}: {run:#?}");
    }
    assert!(!run.stderr.contains('\u{1b}'), "no colours off a terminal");
}
