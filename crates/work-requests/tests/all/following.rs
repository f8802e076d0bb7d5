//! Waiting and watching, in paused time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{ClientOf as _, Script, answer_with, refusal, work};
use futures_util::StreamExt;
use tokio::time::Instant;
use work_requests::work::Status;
use work_requests::{ErrorKind, Outcome, WatchEvent};

fn states(words: &[&str]) -> Script {
    Script::new(words.iter().map(|word| answer_with(200, work("w", word))))
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_with_the_outcome_and_tells_each_change_once() {
    let script = states(&["ACCEPTED", "IN_PROGRESS", "IN_PROGRESS", "SUCCEEDED"]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&seen);
    let started = Instant::now();
    let outcome = script
        .client()
        .wait("w")
        .interval(Duration::from_secs(5))
        .on_progress(move |work| told.lock().unwrap().push(work.status()))
        .await
        .unwrap();
    assert!(outcome.is_success());
    assert_eq!(
        outcome.work_request().unwrap().percent_complete(),
        Some(50.0)
    );
    assert_eq!(
        *seen.lock().unwrap(),
        [Status::Accepted, Status::InProgress, Status::Succeeded]
    );
    assert_eq!(
        started.elapsed(),
        Duration::from_secs(15),
        "three waits of five seconds"
    );
}

#[tokio::test(start_paused = true)]
async fn each_end_has_its_outcome() {
    for (word, outcome) in [
        ("SUCCEEDED", "succeeded"),
        ("FAILED", "failed"),
        ("CANCELED", "canceled"),
    ] {
        let script = states(&["CANCELING", word]);
        assert_eq!(script.client().wait("w").await.unwrap().as_str(), outcome);
    }
}

#[tokio::test(start_paused = true)]
async fn the_time_limit_is_exact_and_keeps_the_last_state() {
    let script = states(&["IN_PROGRESS"; 10]);
    let started = Instant::now();
    let wait = script
        .client()
        .wait("w")
        .interval(Duration::from_secs(4))
        .timeout(Duration::from_secs(10));
    let outcome = wait.await.unwrap();
    assert!(
        matches!(&outcome, Outcome::TimedOut(Some(last)) if last.status() == Status::InProgress)
    );
    assert_eq!(started.elapsed(), Duration::from_secs(10));
    assert_eq!(script.received().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn what_may_pass_does_not_end_a_wait() {
    let script = Script::new([
        refusal(503, "ServiceUnavailable"),
        refusal(429, "TooManyRequests"),
        answer_with(200, work("w", "SUCCEEDED")),
    ]);
    let client = script
        .builder()
        .retry_strategy(work_requests::RetryStrategy::default())
        .build()
        .unwrap();
    assert!(client.wait("w").await.unwrap().is_success());
    assert_eq!(
        script.received().len(),
        3,
        "a poll is one attempt, whatever the client repeats"
    );
}

#[tokio::test(start_paused = true)]
async fn what_cannot_pass_ends_a_wait_at_once() {
    let script = Script::new([refusal(404, "NotAuthorizedOrNotFound")]);
    let error = script.client().wait("w").await.unwrap_err();
    assert!(error.is_not_found());

    let error = script.client().wait("a/b").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Usage);

    let script = Script::new([answer_with(200, "{}")]);
    assert_eq!(
        script.client().wait("w").await.unwrap_err().kind(),
        ErrorKind::Decode
    );
}

#[tokio::test(start_paused = true)]
async fn an_unknown_word_goes_on() {
    let script = states(&["HIBERNATING", "SUCCEEDED"]);
    assert!(script.client().wait("w").await.unwrap().is_success());
}

#[tokio::test(start_paused = true)]
async fn watching_ends_when_every_id_has_its_last_event() {
    let script = Script::new([
        answer_with(200, work("a", "SUCCEEDED")),
        refusal(404, "NotAuthorizedOrNotFound"),
        answer_with(200, work("c", "FAILED")),
    ]);
    let events: Vec<WatchEvent> = script.client().watch(["a", "b", "c"]).collect().await;
    let mut ends: Vec<String> = events
        .iter()
        .filter_map(|event| match event {
            WatchEvent::Done { id, outcome, .. } => Some(format!("{id} {}", outcome.as_str())),
            WatchEvent::Lost { id, error, .. } => Some(format!("{id} {}", error.status().unwrap())),
            _ => None,
        })
        .collect();
    ends.sort();
    assert_eq!(ends, ["a succeeded", "b 404 Not Found", "c failed"]);
}

#[tokio::test(start_paused = true)]
async fn watching_nothing_ends_at_once() {
    let none: [String; 0] = [];
    assert_eq!(Script::default().client().watch(none).count().await, 0);
}

#[tokio::test(start_paused = true)]
async fn dropping_a_wait_stops_reading() {
    let script = states(&["IN_PROGRESS"; 10]);
    let wait = script
        .client()
        .wait("w")
        .interval(Duration::from_secs(1))
        .into_future();
    assert!(
        tokio::time::timeout(Duration::from_millis(2_500), wait)
            .await
            .is_err()
    );
    tokio::time::advance(Duration::from_secs(60)).await;
    assert_eq!(script.received().len(), 3);
}
