//! What a client tells of its calls to a callback.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{Script, answer_with as answer};
use work_requests::{CallEvent, CallOutcome, CircuitBreakerStrategy, ErrorKind, RetryStrategy};

const ID: &str = "ocid1.workrequest.oc1..x";

/// The events of a client, as lines.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

impl Lines {
    fn tell(&self, event: &CallEvent<'_>) {
        let line = match event {
            CallEvent::CallBegan(call) => format!("began {}", call.operation),
            CallEvent::AttemptEnded(attempt) => {
                format!("attempt {} {}", attempt.number, word(&attempt.outcome))
            }
            CallEvent::CallEnded(call) => format!(
                "ended {} attempts {} after {} s, {}",
                call.attempts,
                word(&call.outcome),
                call.took.as_secs(),
                call.request_id
            ),
            CallEvent::Breaker(event) => format!("circuit {}", event.name()),
            _ => "?".to_owned(),
        };
        self.0.lock().unwrap().push(line);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

fn word(outcome: &CallOutcome) -> String {
    match outcome.status() {
        Some(status) => status.as_u16().to_string(),
        None => outcome.error_type().unwrap().to_owned(),
    }
}

fn told(script: &Script) -> (work_requests::ClientBuilder, Lines) {
    let lines = Lines::default();
    let to = lines.clone();
    let builder = script.builder().request_ids(|| "r".to_owned());
    (builder.on_call_event(move |event| to.tell(event)), lines)
}

#[tokio::test(start_paused = true)]
async fn calls_and_attempts_are_told_with_their_outcomes() {
    let script = Script::new([
        answer(429, "{}"),
        answer(200, "[]"),
        answer(404, "{}"),
        answer(200, "{"),
    ]);
    let (builder, lines) = told(&script);
    let strategy = RetryStrategy::default().jitter(work_requests::Jitter::new(|| 0.0));
    let client = builder.retry_strategy(strategy).build().unwrap();
    client.list_work_request_logs(ID).await.unwrap();
    assert_eq!(
        lines.take(),
        [
            "began list_work_request_logs",
            "attempt 1 429",
            "attempt 2 200",
            "ended 2 attempts 200 after 1 s, r"
        ]
    );
    client.get_work_request(ID).await.unwrap_err();
    assert_eq!(
        lines.take(),
        [
            "began get_work_request",
            "attempt 1 404",
            "ended 1 attempts 404 after 0 s, r"
        ]
    );
    let error = client.get_work_request(ID).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        lines.take(),
        [
            "began get_work_request",
            "attempt 1 200",
            "ended 1 attempts decode after 0 s, r"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_or_over_its_deadline_is_told_too() {
    let script = Script::default();
    let silent = tower::service_fn(|_: http::Request<bytes::Bytes>| {
        std::future::pending::<
            Result<http::Response<http_body_util::Full<bytes::Bytes>>, std::convert::Infallible>,
        >()
    });
    let (builder, lines) = told(&script);
    let client = builder.transport(silent).build().unwrap();
    let call = client.get_work_request(ID).send();
    let dropped = tokio::time::timeout(Duration::from_secs(3), call).await;
    assert!(dropped.is_err());
    assert_eq!(
        lines.take(),
        [
            "began get_work_request",
            "attempt 1 cancelled",
            "ended 1 attempts cancelled after 3 s, r"
        ]
    );
    let late = client.get_work_request(ID).deadline(Duration::from_secs(2));
    late.await.unwrap_err();
    assert_eq!(
        lines.take(),
        [
            "began get_work_request",
            "attempt 1 cancelled",
            "ended 1 attempts timeout after 2 s, r"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn the_breaker_is_told_to_both_callbacks() {
    let script = Script::new([answer(503, "{}")]);
    let (builder, lines) = told(&script);
    let own = Arc::new(Mutex::new(Vec::new()));
    let to = own.clone();
    let client = builder
        .circuit_breaker(CircuitBreakerStrategy::default().consecutive_failures(1))
        .on_circuit_breaker_event(move |event| to.lock().unwrap().push(event.name()))
        .build()
        .unwrap();
    for _ in 0..2 {
        client.get_work_request(ID).await.unwrap_err();
    }
    assert_eq!(
        lines.take(),
        [
            "began get_work_request",
            "attempt 1 503",
            "circuit opened",
            "ended 1 attempts 503 after 0 s, r",
            "began get_work_request",
            "circuit rejected",
            "ended 0 attempts circuit_open after 0 s, r",
        ]
    );
    assert_eq!(*own.lock().unwrap(), ["opened", "rejected"]);
}

#[tokio::test(start_paused = true)]
async fn a_callback_that_panics_does_no_harm() {
    let script = Script::new([answer(200, "[]")]);
    let client = script
        .builder()
        .on_call_event(|_| panic!("planted"))
        .build()
        .unwrap();
    client.list_work_request_logs(ID).await.unwrap();
}
