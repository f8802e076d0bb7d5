//! Repeats, deadlines, the circuit breaker and clock skew, in paused time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use common::{ClientOf as _, Script, answer_with, refusal, work};
use tokio::time::Instant;
use work_requests::{
    AttemptOutcome, BreakerEvent, CircuitBreakerStrategy, CredentialId, Delivery, Env, ErrorKind,
    FailureRate, GiveUp, Jitter, RetryStrategy, RetryTable, SignError, Signed, Signer,
    SigningRequest,
};

fn ok() -> http::Response<bytes::Bytes> {
    answer_with(200, work("w", "SUCCEEDED"))
}

fn failing() -> impl Iterator<Item = http::Response<bytes::Bytes>> {
    std::iter::repeat_with(|| refusal(503, "ServiceUnavailable"))
}

/// The default strategy without the random part of its waits.
fn steady() -> RetryStrategy {
    RetryStrategy::default().jitter(Jitter::new(|| 0.0))
}

#[tokio::test(start_paused = true)]
async fn nothing_is_repeated_unless_asked_for() {
    let script = Script::new(failing().take(2));
    let error = script.client().get_work_request("w").await.unwrap_err();
    assert_eq!((error.attempts(), script.received().len()), (1, 1));
    assert!(error.is_retryable());
}

#[tokio::test(start_paused = true)]
async fn the_default_strategy_makes_eight_attempts_with_the_references_waits() {
    let script = Script::new(failing().take(20));
    let client = script.builder().retry_strategy(steady()).build().unwrap();
    let started = Instant::now();
    let error = client.get_work_request("w").await.unwrap_err();
    assert_eq!(error.attempts(), 8);
    assert_eq!(started.elapsed().as_secs(), 1 + 2 + 4 + 8 + 16 + 30 + 30);
    assert_eq!(error.status().unwrap(), 503, "the last cause is kept");
}

#[tokio::test(start_paused = true)]
async fn the_calls_strategy_beats_the_clients_and_that_the_environments() {
    let on = Env::from_iter([("OCI_SDK_DEFAULT_RETRY_ENABLED", "true")]);

    let script = Script::new(failing().take(1).chain([ok()]));
    let client = script.builder().environment(on.clone()).build().unwrap();
    assert_eq!(
        client.get_work_request("w").await.unwrap().attempts(),
        2,
        "the environment turns it on"
    );

    let script = Script::new(failing().take(1));
    let client = script
        .builder()
        .environment(on)
        .retry_strategy(RetryStrategy::none())
        .build()
        .unwrap();
    assert_eq!(
        client.get_work_request("w").await.unwrap_err().attempts(),
        1,
        "the client beats it"
    );

    let script = Script::new(failing().take(1));
    let client = script
        .builder()
        .retry_strategy(RetryStrategy::default())
        .build()
        .unwrap();
    let call = client
        .get_work_request("w")
        .retry_strategy(RetryStrategy::none());
    assert_eq!(
        call.await.unwrap_err().attempts(),
        1,
        "the call beats the client"
    );
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_obeyed() {
    let mut throttled = refusal(429, "TooManyRequests");
    throttled
        .headers_mut()
        .insert("retry-after", "7".parse().unwrap());
    let script = Script::new([throttled, ok()]);
    let client = script.builder().retry_strategy(steady()).build().unwrap();
    let started = Instant::now();
    client.get_work_request("w").await.unwrap();
    assert_eq!(started.elapsed().as_secs(), 7);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_pass_is_not_repeated() {
    for answer in [
        refusal(404, "NotAuthorizedOrNotFound"),
        refusal(409, "Other"),
        refusal(501, "No"),
        answer_with(200, "{"),
    ] {
        let script = Script::new([answer]);
        let client = script.builder().retry_strategy(steady()).build().unwrap();
        client.get_work_request("w").await.unwrap_err();
        assert_eq!(script.received().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn the_deadline_covers_the_waits() {
    let script = Script::new(failing().take(20));
    let client = script
        .builder()
        .retry_strategy(steady())
        .deadline(Duration::from_secs(5))
        .build()
        .unwrap();
    let started = Instant::now();
    let error = client.get_work_request("w").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(started.elapsed(), Duration::from_secs(5));
    assert_eq!(error.attempts(), 3);

    let error = client
        .get_work_request("w")
        .deadline(Duration::from_millis(1))
        .await
        .unwrap_err();
    assert_eq!(
        error.attempts(),
        1,
        "the call's deadline beats the client's"
    );
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_that_keeps_failing_is_left_alone_for_a_while() {
    let script = Script::new(failing().take(2).chain([ok()]));
    let events = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&events);
    let client = script
        .builder()
        .circuit_breaker(
            CircuitBreakerStrategy::default()
                .consecutive_failures(2)
                .recovery_time(Duration::from_secs(30)),
        )
        .on_circuit_breaker_event(move |event: &BreakerEvent| {
            told.lock().unwrap().push(event.name())
        })
        .build()
        .unwrap();
    for _ in 0..2 {
        client.get_work_request("w").await.unwrap_err();
    }
    let error = client.get_work_request("w").await.unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::CircuitOpen, 0)
    );
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(error.is_retryable());
    assert_eq!(script.received().len(), 2, "nothing was sent");

    tokio::time::advance(Duration::from_secs(30)).await;
    client.get_work_request("w").await.unwrap();
    assert_eq!(
        *events.lock().unwrap(),
        ["opened", "rejected", "half-opened", "closed"]
    );
}

#[tokio::test(start_paused = true)]
async fn the_breaker_is_on_by_default_and_can_be_switched_off() {
    for (switch, sent) in [(None, 10), (Some("false"), 12), (Some("true"), 10)] {
        let script = Script::new(failing().take(12));
        let env =
            Env::from_iter(switch.map(|value| ("OCI_SDK_DEFAULT_CIRCUITBREAKER_ENABLED", value)));
        let client = script.builder().environment(env).build().unwrap();
        for _ in 0..12 {
            client.get_work_request("w").await.unwrap_err();
        }
        assert_eq!(script.received().len(), sent, "{switch:?}");
    }
}

const NOW: u64 = 1_700_000_000;

fn refused_at(seconds: u64) -> http::Response<bytes::Bytes> {
    let mut answer = refusal(401, "NotAuthenticated");
    let date = httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
    answer.headers_mut().insert("date", date.parse().unwrap());
    answer
}

/// Puts the time it was asked to sign with in a header.
#[derive(Debug)]
struct Stopwatch;

impl Signer for Stopwatch {
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        let at = request
            .at
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap()
            .as_secs();
        let headers = [(http::HeaderName::from_static("signed-at"), at.into())]
            .into_iter()
            .collect();
        Ok(Signed::new(headers, CredentialId::new(1)))
    }
}

fn signed_at(script: &Script) -> Vec<u64> {
    let received = script.received();
    received
        .iter()
        .map(|r| r.headers()["signed-at"].to_str().unwrap().parse().unwrap())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_corrected_once_and_for_later_calls() {
    let ahead = NOW + 3_600;
    let script = Script::new([refused_at(ahead), ok(), ok()]);
    let client = script.builder().signer(Stopwatch).build().unwrap();
    assert_eq!(
        client.get_work_request("w").await.unwrap().attempts(),
        2,
        "the second request counts"
    );
    client.get_work_request("w").await.unwrap();
    assert_eq!(signed_at(&script), [NOW, ahead, ahead]);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_skew_does_not_explain_is_final() {
    let script = Script::new([
        refused_at(NOW + 30),
        refused_at(NOW + 3_600),
        refused_at(NOW + 7_200),
    ]);
    let client = script.builder().signer(Stopwatch).build().unwrap();
    let error = client.get_work_request("w").await.unwrap_err();
    assert!(error.is_not_authenticated());
    assert_eq!(script.received().len(), 1, "half a minute is not skew");

    client.get_work_request("w").await.unwrap_err();
    assert_eq!(script.received().len(), 3, "a second refusal is final");

    let script = Script::new([refused_at(NOW + 3_600)]);
    let client = script
        .builder()
        .signer(Stopwatch)
        .skew_correction(false)
        .build()
        .unwrap();
    client.get_work_request("w").await.unwrap_err();
    assert_eq!(script.received().len(), 1, "switched off");
}

/// A signer with one fresh credential in reserve.
#[derive(Debug, Default)]
struct Renewing(Mutex<u64>);

impl Signer for Renewing {
    async fn sign(&self, _: SigningRequest<'_>) -> Result<Signed, SignError> {
        Ok(Signed::new(
            http::HeaderMap::new(),
            CredentialId::new(*self.0.lock().unwrap()),
        ))
    }

    async fn rejected(&self, credential: CredentialId) -> bool {
        let mut current = self.0.lock().unwrap();
        let renew = *current == 0 && credential == CredentialId::new(0);
        *current += u64::from(renew);
        renew
    }
}

#[tokio::test(start_paused = true)]
async fn a_refreshed_credential_signs_once_more() {
    let script = Script::new([
        refusal(401, "NotAuthenticated"),
        ok(),
        refusal(401, "NotAuthenticated"),
    ]);
    let client = script
        .builder()
        .signer(Renewing::default())
        .build()
        .unwrap();
    assert_eq!(client.get_work_request("w").await.unwrap().attempts(), 2);
    assert_eq!(
        client.get_work_request("w").await.unwrap_err().attempts(),
        1,
        "nothing fresher to sign with"
    );
}

/// A signer whose key service is down.
#[derive(Debug)]
struct Broken;

impl Signer for Broken {
    async fn sign(&self, _: SigningRequest<'_>) -> Result<Signed, SignError> {
        Err(SignError::credential("the vault is sealed"))
    }
}

#[tokio::test(start_paused = true)]
async fn a_failing_signer_is_an_auth_error_and_nothing_is_sent() {
    let script = Script::default();
    let client = script
        .builder()
        .signer(Broken)
        .retry_strategy(steady())
        .build()
        .unwrap();
    let error = client.get_work_request("w").await.unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts(), error.delivery()),
        (ErrorKind::Auth, 0, Delivery::NotSent)
    );
    let mut chain = std::iter::successors(std::error::Error::source(&error), |e| e.source());
    assert!(chain.any(|cause| cause.to_string() == "the vault is sealed"));
    assert_eq!(script.received().len(), 0);
}

#[tokio::test(start_paused = true)]
async fn error_and_response_tell_each_attempt() {
    let script = Script::new([
        refusal(503, "ServiceUnavailable"),
        refusal(429, "TooManyRequests"),
        ok(),
    ]);
    let client = script.builder().retry_strategy(steady()).build().unwrap();
    let response = client.get_work_request("w").await.unwrap();
    let told: Vec<_> = response
        .history()
        .iter()
        .map(|attempt| {
            let delay = attempt.delay.map(|delay| delay.as_secs());
            (attempt.number, attempt.outcome.to_string(), delay)
        })
        .collect();
    let expected = [
        (1, "503 ServiceUnavailable", Some(1)),
        (2, "429 TooManyRequests", Some(2)),
        (3, "succeeded", None),
    ];
    assert_eq!(
        told,
        expected.map(|(n, why, delay)| (n, why.to_owned(), delay))
    );

    let script = Script::new(failing().take(3));
    let strategy = steady().max_attempts(2);
    let client = script.builder().retry_strategy(strategy).build().unwrap();
    let error = client.get_work_request("w").await.unwrap_err();
    assert_eq!(
        (error.history().len(), error.gave_up()),
        (2, Some(GiveUp::Attempts))
    );
    let last = &error.history()[1];
    assert!(
        matches!(&last.outcome, AttemptOutcome::Transient { reason } if reason.contains("503"))
    );

    let script = Script::new([refusal(404, "NotAuthorizedOrNotFound")]);
    let error = script.client().get_work_request("w").await.unwrap_err();
    assert_eq!((error.history().len(), error.gave_up()), (1, None));
}

/// How many requests a call by this strategy made of a service that answers always the same.
async fn requests(strategy: RetryStrategy, status: u16, code: &str) -> usize {
    let answers: Vec<_> = (0..10).map(|_| refusal(status, code)).collect();
    let script = Script::new(answers);
    let strategy = strategy.max_attempts(3).jitter(Jitter::new(|| 0.0));
    let client = script.builder().retry_strategy(strategy).build().unwrap();
    client.get_work_request("w").await.unwrap_err();
    script.received().len()
}

#[tokio::test(start_paused = true)]
async fn the_table_can_be_changed() {
    let own = || RetryStrategy::default().table(RetryTable::default().status(404, ["A", "B"]));
    assert_eq!(requests(own(), 404, "B").await, 3);
    assert_eq!(requests(own(), 404, "C").await, 1);
    assert_eq!(requests(own(), 503, "X").await, 3);
    let calm = || RetryStrategy::default().table(RetryTable::default().server_errors(false));
    assert_eq!(requests(calm(), 503, "X").await, 1);
    assert_eq!(requests(calm(), 429, "X").await, 3);
    let none = || RetryStrategy::default().table(RetryTable::none());
    assert_eq!(requests(none(), 429, "X").await, 1);
    assert_eq!(
        requests(none().table(RetryTable::none().any_code(501)), 501, "X").await,
        3
    );
}

#[tokio::test(start_paused = true)]
async fn a_classifier_of_ones_own_decides_before_the_table() {
    let strategy = || {
        RetryStrategy::default().classifier(|failed| match failed.status()?.as_u16() {
            418 => Some(failed.code()? == "Teapot"),
            503 => Some(false),
            _ => None,
        })
    };
    assert_eq!(requests(strategy(), 418, "Teapot").await, 3);
    assert_eq!(requests(strategy(), 418, "Kettle").await, 1);
    assert_eq!(requests(strategy(), 503, "X").await, 1);
    assert_eq!(requests(strategy(), 502, "X").await, 3);
}

#[tokio::test(start_paused = true)]
async fn the_breaker_can_go_by_a_rate() {
    let rate = FailureRate::new(0.5).minimum_calls(4);
    let strategy = CircuitBreakerStrategy::default().failure_rate(rate);
    let answers = [ok(), refusal(503, "X"), ok(), refusal(503, "X"), ok()];
    let script = Script::new(answers);
    let client = script.builder().circuit_breaker(strategy).build().unwrap();
    for _ in 0..4 {
        let _ = client.get_work_request("w").await;
    }
    let error = client.get_work_request("w").await.unwrap_err();
    assert_eq!(
        (error.kind(), script.received().len()),
        (ErrorKind::CircuitOpen, 4)
    );
    assert!(error.retry_after().unwrap() <= Duration::from_secs(30));
}

/// A hundred calls in an outage cost little more than a hundred requests.
#[tokio::test(start_paused = true)]
async fn an_outage_costs_at_most_a_fifth_more() {
    let script = Script::new(failing().take(1000));
    let client = script
        .builder()
        .retry_strategy(steady())
        .circuit_breaker(CircuitBreakerStrategy::none())
        .build()
        .unwrap();
    for _ in 0..100 {
        client.get_work_request("w").await.unwrap_err();
    }
    let requests = script.received().len();
    assert!((100..=120).contains(&requests), "{requests}");
}
