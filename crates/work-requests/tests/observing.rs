//! What a client tells of its calls: spans by OpenTelemetry's conventions, and events for metrics.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{Script, answer_with as answer};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;
use work_requests::{
    CallEvent, CallOutcome, CircuitBreakerStrategy, ErrorKind, RetryStrategy, WorkRequestClient,
};

const ID: &str = "ocid1.workrequest.oc1..x";

/// A span that was made: its name, that of the one around it, and its attributes.
#[derive(Debug, Default, Clone)]
struct Made {
    id: u64,
    name: &'static str,
    parent: Option<&'static str>,
    fields: BTreeMap<&'static str, String>,
}

impl Visit for Made {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.fields.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name(), value.to_owned());
    }
}

/// Keeps spans in the order in which they were made.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<Made>>>);

impl<S: tracing::Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let parent = context.span(id).and_then(|span| span.parent());
        let mut made = Made {
            id: id.into_u64(),
            name: attributes.metadata().name(),
            parent: parent.map(|span| span.name()),
            ..Made::default()
        };
        attributes.record(&mut made);
        self.0.lock().unwrap().push(made);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut spans = self.0.lock().unwrap();
        let made = spans.iter_mut().rev().find(|made| made.id == id.into_u64());
        values.record(made.unwrap());
    }
}

impl Spans {
    /// Runs a call on this thread and gives the spans that it made.
    async fn of<T>(work: impl Future<Output = T>) -> Vec<Made> {
        let spans = Self::default();
        let subscriber = tracing_subscriber::registry().with(spans.clone());
        let guard = tracing::subscriber::set_default(subscriber);
        work.await;
        drop(guard);
        spans.0.lock().unwrap().clone()
    }
}

fn patient(script: &Script) -> WorkRequestClient {
    script
        .builder()
        .retry_strategy(RetryStrategy::default())
        .build()
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_call_is_a_span_with_one_for_each_attempt() {
    let script = Script::new([
        answer(503, r#"{"code":"ServiceUnavailable","message":"m"}"#),
        answer(200, "[]"),
    ]);
    let client = patient(&script);
    let list = client
        .list_work_requests("ocid1.compartment.oc1..secret")
        .page("t0ken");
    let spans = Spans::of(list.opc_request_id("me-1").send()).await;
    insta::assert_debug_snapshot!(
        spans
            .iter()
            .map(|made| (made.name, made.parent, &made.fields))
            .collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn what_fails_without_an_answer_has_the_word_for_it() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let dead = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = WorkRequestClient::builder()
        .environment(work_requests::Env::empty())
        .signer(common::Stamp)
        .service_endpoint(dead)
        .build()
        .unwrap();
    let spans = Spans::of(client.get_work_request(ID).send()).await;
    for made in &spans {
        assert_eq!(made.fields["error.type"], "connection", "{made:?}");
        assert_eq!(made.fields["otel.status_code"], "ERROR", "{made:?}");
    }
    assert_eq!(spans.len(), 2);
}

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
    let script = Script::new([]);
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
