//! The retry policy in tower's layer, in paused time.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail so")]

use crate::support;

use std::time::Duration;

use support::Step::{BadCertificate, Hang, Reset, Status, Wait};
use support::{Answer, Fault, Get, Script, Step, Table, secs};
use tower::{Service, ServiceBuilder, ServiceExt};
use work_requests_resilience::backoff::BackoffKind;
use work_requests_resilience::retry::{AttemptOutcome, Ending, GiveUp};
use work_requests_resilience::{
    Attempts, Backoff, Classify, Jitter, RetryLayer, RetryPolicy, Transient, Verdict, classify_fn,
};

/// The default policy, whose chance is always in the middle.
fn policy() -> RetryPolicy<Table> {
    RetryPolicy::new(Table).jitter(Jitter::new(|| 0.5))
}

async fn call<C: Classify<Answer, Fault>>(
    script: &Script,
    policy: RetryPolicy<C>,
) -> Result<Answer, Fault> {
    let layer = RetryLayer::new(policy);
    ServiceBuilder::new()
        .layer(layer)
        .service(script.clone())
        .oneshot(Get("/"))
        .await
}

struct Row {
    name: &'static str,
    policy: RetryPolicy<Table>,
    steps: Vec<Step>,
    /// When the requests arrive, in seconds.
    arrivals: Vec<f64>,
    ending: Ending,
}

fn row(
    name: &'static str,
    policy: RetryPolicy<Table>,
    steps: impl Into<Vec<Step>>,
    arrivals: impl Into<Vec<f64>>,
    ending: Ending,
) -> Row {
    Row {
        name,
        policy,
        steps: steps.into(),
        arrivals: arrivals.into(),
        ending,
    }
}

async fn check(rows: Vec<Row>) {
    for Row {
        name,
        policy,
        steps,
        arrivals,
        ending,
    } in rows
    {
        let script = Script::new(steps);
        let attempts = Attempts::new();
        let result = call(&script, policy.record_in(attempts.clone())).await;

        let arrivals: Vec<Duration> = arrivals.into_iter().map(secs).collect();
        assert_eq!(script.arrivals(), arrivals, "{name}");
        assert_eq!(attempts.ending(), Some(ending), "{name}");
        assert_eq!(attempts.count() as usize, arrivals.len(), "{name}");
        let succeeded = matches!(result, Ok(Answer { status: 200, .. }));
        assert_eq!(succeeded, ending == Ending::Succeeded, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_retried_and_when_it_ends() {
    use Ending::{GaveUp, Permanent, Succeeded};
    check(vec![
        row("success", policy(), [Status(200)], [0.0], Succeeded),
        row("404", policy(), [Status(404)], [0.0], Permanent),
        row("501", policy(), [Status(501)], [0.0], Permanent),
        row("TLS trust", policy(), [BadCertificate], [0.0], Permanent),
        row(
            "503, then well",
            policy(),
            [Status(503), Status(200)],
            [0.0, 1.5],
            Succeeded,
        ),
        row(
            "reset, then well",
            policy(),
            [Reset, Status(200)],
            [0.0, 1.5],
            Succeeded,
        ),
        row(
            "503, then 404",
            policy(),
            [Status(503), Status(404)],
            [0.0, 1.5],
            Permanent,
        ),
        row(
            "500 for ever",
            policy(),
            [Status(500)],
            [0.0, 1.5, 4.0, 8.5, 17.0, 33.5, 63.5, 93.5],
            GaveUp(GiveUp::Attempts),
        ),
        row(
            "two attempts",
            policy().max_attempts(2),
            [Status(500)],
            [0.0, 1.5],
            GaveUp(GiveUp::Attempts),
        ),
        row(
            "never",
            RetryPolicy::never(Table),
            [Status(500)],
            [0.0],
            GaveUp(GiveUp::Attempts),
        ),
        row(
            "0 attempts",
            policy().max_attempts(0),
            [Status(200)],
            [0.0],
            Succeeded,
        ),
    ])
    .await;
}

#[tokio::test(start_paused = true)]
async fn the_time_limit_counts_the_coming_wait() {
    let gave_up = Ending::GaveUp(GiveUp::Elapsed);
    let limit = |seconds| policy().max_elapsed(secs(seconds));
    check(vec![
        row(
            "the wait fits",
            limit(4.1),
            [Status(500)],
            [0.0, 1.5, 4.0],
            gave_up,
        ),
        row(
            "the wait ends with the limit",
            limit(4.0),
            [Status(500)],
            [0.0, 1.5],
            gave_up,
        ),
        row("no wait fits", limit(1.0), [Status(500)], [0.0], gave_up),
        row("no time at all", limit(0.0), [Status(500)], [0.0], gave_up),
        row(
            "asked past it",
            limit(60.0),
            [Wait(503, "120")],
            [0.0],
            gave_up,
        ),
    ])
    .await;
}

#[tokio::test(start_paused = true)]
async fn without_limits_it_goes_on() {
    let policy = policy().max_attempts(None).max_elapsed(None);
    let script = Script::new([vec![Status(503); 99], vec![Status(200)]].concat());
    call(&script, policy).await.unwrap();
    assert_eq!(script.requests(), 100);
    assert!(script.arrivals()[99] > secs(2700.0));
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_obeyed_within_bounds() {
    let too_long = Ending::GaveUp(GiveUp::RetryAfter);
    let once = |value| [Wait(429, value), Status(200)];
    let bounded = policy().max_retry_after(secs(10.0));
    check(vec![
        row(
            "seconds",
            policy(),
            once("7"),
            [0.0, 7.0],
            Ending::Succeeded,
        ),
        row(
            "a fraction",
            policy(),
            once("0.25"),
            [0.0, 0.25],
            Ending::Succeeded,
        ),
        row(
            "a date",
            policy(),
            once("Thu, 01 Jan 1970 00:00:09 GMT"),
            [0.0, 9.0],
            Ending::Succeeded,
        ),
        row(
            "beyond the cap",
            policy(),
            once("300"),
            [0.0, 300.0],
            Ending::Succeeded,
        ),
        row("zero", policy(), once("0"), [0.0, 1.5], Ending::Succeeded),
        row(
            "negative",
            policy(),
            once("-7"),
            [0.0, 1.5],
            Ending::Succeeded,
        ),
        row(
            "unreadable",
            policy(),
            once("soon"),
            [0.0, 1.5],
            Ending::Succeeded,
        ),
        row(
            "over the default bound",
            policy(),
            once("301"),
            [0.0],
            too_long,
        ),
        row("a day", policy(), once("86400"), [0.0], too_long),
        row(
            "huge",
            policy(),
            once("99999999999999999999999"),
            [0.0],
            too_long,
        ),
        row(
            "far date",
            policy(),
            once("Fri, 31 Dec 9999 23:59:59 GMT"),
            [0.0],
            too_long,
        ),
        row(
            "own bound met",
            bounded.clone(),
            once("10"),
            [0.0, 10.0],
            Ending::Succeeded,
        ),
        row("own bound passed", bounded, once("10.1"), [0.0], too_long),
    ])
    .await;
}

#[tokio::test(start_paused = true)]
async fn throttling_reaches_the_backoff() {
    let backoff = Backoff::new(BackoffKind::FullJitterEqualOnThrottle);
    let policy = || policy().backoff(backoff).jitter(Jitter::new(|| 0.0));
    check(vec![
        row(
            "503",
            policy(),
            [Status(503), Status(200)],
            [0.0, 0.0],
            Ending::Succeeded,
        ),
        row(
            "429",
            policy(),
            [Status(429), Status(200)],
            [0.0, 1.0],
            Ending::Succeeded,
        ),
    ])
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_seed_decides_every_wait() {
    let mut runs = Vec::new();
    for seed in [1, 1, 2] {
        let script = Script::new([Status(503)]);
        call(
            &script,
            RetryPolicy::new(Table).jitter(Jitter::seeded(seed)),
        )
        .await
        .unwrap();
        runs.push(script.arrivals());
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
}

#[tokio::test(start_paused = true)]
async fn the_record_tells_each_attempt() {
    let script = Script::new([Status(503), Reset, Status(200)]);
    let answer = call(&script, policy()).await.unwrap();
    let attempts = answer
        .attempts
        .expect("the classifier put the record there");

    assert_eq!(attempts.ending(), Some(Ending::Succeeded));
    assert_eq!(attempts.waited(), secs(4.0));
    assert_eq!(attempts.to_string(), "3 attempts, waited 4.0 s");
    let finished = attempts.finished();
    assert_eq!(
        [1, 2, 3],
        [finished[0].number, finished[1].number, finished[2].number]
    );
    assert_eq!(
        finished[0].outcome,
        AttemptOutcome::Transient {
            reason: "503".into()
        }
    );
    assert_eq!(finished[0].delay, Some(secs(1.5)));
    assert_eq!(finished[1].outcome.to_string(), "connection reset");
    assert_eq!(finished[2].outcome, AttemptOutcome::Succeeded);
    assert_eq!(finished[2].delay, None);
}

#[tokio::test(start_paused = true)]
async fn the_record_says_why_it_gave_up() {
    let attempts = Attempts::new();
    let policy = policy().max_attempts(2).record_in(attempts.clone());
    call(&Script::new([Status(503)]), policy).await.unwrap();
    let text = "2 attempts, waited 1.5 s, gave up: all permitted attempts were made";
    assert_eq!(attempts.to_string(), text);
}

#[tokio::test(start_paused = true)]
async fn a_record_used_again_holds_the_latest_call() {
    let attempts = Attempts::new();
    let policy = policy().record_in(attempts.clone());
    call(&Script::new([Status(503), Status(404)]), policy.clone())
        .await
        .unwrap();
    call(&Script::new([Status(200)]), policy).await.unwrap();
    assert_eq!((attempts.count(), attempts.finished().len()), (1, 1));
    assert_eq!(attempts.ending(), Some(Ending::Succeeded));
}

#[tokio::test(start_paused = true)]
async fn attempts_are_timed() {
    let attempts = Attempts::new();
    let script = Script::new([Step::Slow(secs(2.5))]);
    call(&script, policy().record_in(attempts.clone()))
        .await
        .unwrap();
    assert_eq!(attempts.finished()[0].took, secs(2.5));
}

#[tokio::test(start_paused = true)]
async fn calls_through_one_layer_keep_apart() {
    let script = Script::new([Status(503)]);
    let service = RetryLayer::new(policy().max_attempts(3));
    let mut service = ServiceBuilder::new().layer(service).service(script.clone());

    let first = service.ready().await.unwrap().call(Get("/1"));
    tokio::time::advance(secs(1000.0)).await;
    let second = service.ready().await.unwrap().call(Get("/2"));
    let (first, second) = tokio::join!(first, second);

    // The first call's time ran out before it was polled, the second's did not.
    let record = |answer: Result<Answer, Fault>| answer.unwrap().attempts.unwrap();
    let (first, second) = (record(first), record(second));
    assert_eq!(first.ending(), Some(Ending::GaveUp(GiveUp::Elapsed)));
    assert_eq!(second.ending(), Some(Ending::GaveUp(GiveUp::Attempts)));
    assert_eq!((first.count(), second.count()), (1, 3));
}

#[tokio::test(start_paused = true)]
async fn a_dropped_call_stops_sleeping() {
    let script = Script::new([Status(503)]);
    let attempts = Attempts::new();
    let call = call(&script, policy().record_in(attempts.clone()));
    tokio::time::timeout(secs(5.0), call).await.unwrap_err();

    tokio::time::sleep(secs(1000.0)).await;
    assert_eq!(script.requests(), 3);
    assert_eq!(attempts.ending(), None);
    assert_eq!(attempts.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_hanging_attempt_is_counted_while_it_hangs() {
    let attempts = Attempts::new();
    let script = Script::new([Status(503), Hang]);
    let call = call(&script, policy().record_in(attempts.clone()));
    tokio::time::timeout(secs(60.0), call).await.unwrap_err();
    assert_eq!(attempts.count(), 2);
    assert_eq!(attempts.finished().len(), 1);
}

/// Sends each request twice, as a layer does that signs a refused request again.
#[derive(Clone)]
struct Twice(Script, Attempts);

impl Service<Get> for Twice {
    type Response = Answer;
    type Error = Fault;
    type Future = <Script as Service<Get>>::Future;

    fn poll_ready(
        &mut self,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Result<(), Fault>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Get) -> Self::Future {
        let Self(mut script, attempts) = self.clone();
        Box::pin(async move {
            script.call(request).await?;
            attempts.note_resend();
            script.call(request).await
        })
    }
}

#[tokio::test(start_paused = true)]
async fn requests_sent_by_an_inner_layer_count_as_attempts() {
    let (script, attempts) = (Script::new([Status(503)]), Attempts::new());
    let policy = policy().max_attempts(5).record_in(attempts.clone());
    let service = ServiceBuilder::new()
        .layer(RetryLayer::new(policy))
        .service(Twice(script.clone(), attempts.clone()));
    service.oneshot(Get("/")).await.unwrap();

    // Two, four, six: the limit of five forbids a fourth round.
    assert_eq!(script.requests(), 6);
    assert_eq!(attempts.count(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_closure_can_classify() {
    let only_404 = classify_fn(|result: Result<&Answer, &Fault>| match result {
        Ok(answer) if answer.status == 404 => Transient::new("not there yet").into(),
        _ => Verdict::Success,
    });
    let script = Script::new([Status(404), Status(404), Status(500)]);
    let answer = call(&script, RetryPolicy::new(only_404)).await.unwrap();
    assert_eq!((answer.status, script.requests()), (500, 3));
}

#[tokio::test(start_paused = true)]
async fn a_shared_classifier_behind_a_pointer_works() {
    let table: std::sync::Arc<dyn Classify<Answer, Fault> + Send + Sync> =
        std::sync::Arc::new(Table);
    let script = Script::new([Status(503), Status(200)]);
    let answer = call(&script, RetryPolicy::new(table)).await.unwrap();
    assert_eq!(
        answer.attempts.unwrap().count(),
        2,
        "the pointer passes on `conclude` too"
    );
}
