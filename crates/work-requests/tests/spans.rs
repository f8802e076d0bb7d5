//! What a client tells of its calls to `tracing`: spans by OpenTelemetry's conventions.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Once;

use common::{Script, answer_with as answer};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;
use work_requests::{RetryStrategy, WorkRequestClient};

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

thread_local! {
    /// The spans of this thread, in the order in which they were made. A test and all of its calls
    /// run on one.
    static MADE: RefCell<Vec<Made>> = const { RefCell::new(Vec::new()) };
}

/// Keeps spans by thread. One for all tests, and there before any of them makes a span: what
/// subscribers come and go meanwhile, callsites may miss.
struct Keeper;

impl<S: tracing::Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Keeper {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let parent = context.span(id).and_then(|span| span.parent());
        let mut made = Made {
            id: id.into_u64(),
            name: attributes.metadata().name(),
            parent: parent.map(|span| span.name()),
            ..Made::default()
        };
        attributes.record(&mut made);
        MADE.with_borrow_mut(|all| all.push(made));
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        MADE.with_borrow_mut(|all| {
            let made = all.iter_mut().rev().find(|made| made.id == id.into_u64());
            values.record(made.unwrap());
        });
    }
}

/// Runs a call and gives the spans that it made.
async fn spans_of<T>(work: impl Future<Output = T>) -> Vec<Made> {
    static KEEPER: Once = Once::new();
    KEEPER.call_once(|| {
        let subscriber = tracing_subscriber::registry().with(Keeper);
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
    MADE.take();
    work.await;
    MADE.take()
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
    let spans = spans_of(list.opc_request_id("me-1").send()).await;
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
        .signer(work_requests::test_support::Stamp)
        .service_endpoint(dead)
        .build()
        .unwrap();
    let spans = spans_of(client.get_work_request(ID).send()).await;
    for made in &spans {
        assert_eq!(made.fields["error.type"], "connection", "{made:?}");
        assert_eq!(made.fields["otel.status_code"], "ERROR", "{made:?}");
    }
    assert_eq!(spans.len(), 2);
}
