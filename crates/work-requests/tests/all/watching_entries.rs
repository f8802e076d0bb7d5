//! Log lines and errors exactly once, and watches that are saved, in paused time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::num::NonZeroUsize;

use common::watching::*;
use futures_util::StreamExt as _;
use tokio::time::Instant;
use work_requests::{Checkpoint, Outcome, WatchEvent};
use work_requests_emulator::{Breakdown, Fault, FaultAnswer, Operation, WorkRequestScript};

fn talkative() -> WorkRequestScript {
    let lines = (0..50).fold(script("w"), |script, n| {
        script.log(seconds(n), format!("line {n}"))
    });
    let script = lines.error(seconds(20), "Minor", "a detail failed");
    script.failed(seconds(60), "Major", "all of it failed")
}

fn all_lines() -> Vec<String> {
    (0..50).map(|n| format!("line {n}")).collect()
}

#[tokio::test(start_paused = true)]
async fn log_lines_and_errors_are_told_once_in_order_and_before_the_end() {
    for largest_page in [1, 3, 1000] {
        let emulator = builder()
            .largest_page(NonZeroUsize::new(largest_page).unwrap())
            .build();
        let id = create(&emulator, talkative());
        let told = events(client(&emulator).watch([id]).entries(true)).await;
        assert_eq!(log_lines(&told), all_lines());
        let codes: Vec<&str> = told
            .iter()
            .filter_map(|event| match event {
                WatchEvent::Error { entry, .. } => Some(entry.code()),
                _ => None,
            })
            .collect();
        assert_eq!(codes, ["Minor", "Major"]);
        assert!(matches!(
            told.last(),
            Some(WatchEvent::Done {
                outcome: Outcome::Failed(_),
                ..
            })
        ));
    }
}

#[tokio::test(start_paused = true)]
async fn entries_that_fail_now_and_then_are_still_told_once() {
    let emulator = builder()
        .largest_page(NonZeroUsize::new(4).unwrap())
        .build();
    let id = create(&emulator, talkative());
    let fault = Fault::statuses([503, 503, 429])
        .then(FaultAnswer::pass())
        .then(FaultAnswer::pass().breaks(Breakdown::ResetInBody));
    emulator
        .control()
        .add_fault(
            fault
                .operation(Operation::ListWorkRequestLogs)
                .times(5.try_into().unwrap()),
        )
        .unwrap();
    let told = events(client(&emulator).watch([id]).entries(true)).await;
    assert_eq!(log_lines(&told), all_lines());
    assert_eq!(ends(&told)["w"], "failed");
}

#[tokio::test(start_paused = true)]
async fn entries_that_are_refused_do_not_end_it() {
    let emulator = builder().build();
    let id = create(&emulator, talkative());
    let refused = Fault::statuses([404]).operation(Operation::ListWorkRequestLogs);
    emulator.control().add_fault(refused.forever()).unwrap();
    let told = events(client(&emulator).watch([id]).entries(true)).await;
    assert_eq!(ends(&told)["w"], "failed");
    assert_eq!(asked(&emulator)["logs"], 1);
}

#[tokio::test(start_paused = true)]
async fn a_saved_watch_goes_on_elsewhere_without_telling_anything_twice() {
    let emulator = builder()
        .largest_page(NonZeroUsize::new(3).unwrap())
        .build();
    let id = create(&emulator, talkative());
    let other = create(&emulator, script("x").succeeded(seconds(5)));
    let client = client(&emulator);
    let mut lines = Vec::new();
    let mut watch = client
        .watch([id, other])
        .entries(true)
        .timeout(seconds(600));
    let mut last = Vec::new();
    // Every few events the process ends, and another goes on from what was saved.
    for stop in 1.. {
        let mut told = Vec::new();
        while told.len() < 4 + stop % 3 {
            match watch.next().await {
                Some(event) => told.push(event),
                None => break,
            }
        }
        lines.extend(log_lines(&told).into_iter().map(str::to_owned));
        let over = told
            .iter()
            .any(|event| matches!(event, WatchEvent::Done { id, .. } if id == "w"));
        last = told;
        if over {
            break;
        }
        let saved = serde_json::to_string(&watch.checkpoint()).unwrap();
        let checkpoint: Checkpoint = serde_json::from_str(&saved).unwrap();
        assert_eq!(checkpoint.ids().collect::<Vec<_>>(), ["w", "x"]);
        watch = client.resume(checkpoint).entries(true);
    }
    assert_eq!(lines, all_lines());
    assert_eq!(ends(&last)["w"], "failed");
}

#[tokio::test(start_paused = true)]
async fn a_resumed_wait_keeps_its_time_limit() {
    let emulator = builder().build();
    let id = create(&emulator, script("w"));
    let client = client(&emulator);
    let started = Instant::now();
    let mut watch = client.wait(id).timeout(seconds(60)).events();
    watch.next().await;
    let checkpoint = watch.checkpoint();
    drop(watch);
    tokio::time::advance(seconds(25)).await;
    let told = events(client.resume(checkpoint)).await;
    assert_eq!(ends(&told)["w"], "timed_out");
    assert_eq!(started.elapsed(), seconds(60));
}

#[test]
fn a_saved_watch_of_another_version_is_refused_with_a_reason() {
    let error =
        serde_json::from_str::<Checkpoint>(r#"{"version":2,"workRequests":[]}"#).unwrap_err();
    assert!(
        error.to_string().contains("version 2 cannot be read"),
        "{error}"
    );
    for text in [
        "",
        "{}",
        r#"{"version":1}"#,
        r#"{"version":1,"workRequests":[],"x":1}"#,
    ] {
        assert!(serde_json::from_str::<Checkpoint>(text).is_err(), "{text}");
    }
}
