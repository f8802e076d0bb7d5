//! Deadline, retry, breaker and attempt timeout, one in the other.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail so")]

use crate::support;

use std::time::Duration;

use support::Step::{Hang, Reset, Slow, Status};
use support::{Answer, Fault, Get, Script, Table, secs};
use tokio::time::Instant;
use tower::{ServiceBuilder, ServiceExt};
use work_requests_resilience::retry::{AttemptOutcome, Ending, GiveUp};
use work_requests_resilience::{
    AttemptTimeoutLayer, Attempts, CircuitBreaker, CircuitBreakerLayer, Jitter, RetryLayer,
    RetryPolicy, TokenBudget, TotalDeadlineLayer,
};

/// All that goes around a script.
struct Stack {
    deadline: Option<Duration>,
    policy: RetryPolicy<Table>,
    breaker: CircuitBreaker,
    attempt: Option<Duration>,
    attempts: Attempts,
}

impl Stack {
    /// A breaker that opens after two failures, which the policy may or may not look at.
    fn new() -> Self {
        let attempts = Attempts::new();
        let policy = RetryPolicy::new(Table).jitter(Jitter::new(|| 0.5));
        Self {
            deadline: None,
            policy: policy.record_in(attempts.clone()),
            breaker: CircuitBreaker::builder().consecutive_failures(2).build(),
            attempt: None,
            attempts,
        }
    }

    fn looking_at_the_breaker(mut self) -> Self {
        self.policy = self.policy.breaker(self.breaker.clone());
        self
    }

    async fn call(&self, script: &Script) -> Result<Answer, Fault> {
        ServiceBuilder::new()
            .layer(TotalDeadlineLayer::new(self.deadline))
            .layer(RetryLayer::new(self.policy.clone()))
            .layer(CircuitBreakerLayer::new(self.breaker.clone(), Table))
            .layer(AttemptTimeoutLayer::new(self.attempt))
            .service(script.clone())
            .oneshot(Get("/"))
            .await
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_attempt_waits_for_the_probe() {
    let (stack, script) = (Stack::new(), Script::new([Reset, Reset, Status(200)]));
    stack.call(&script).await.unwrap();

    // Opened at 1.5 s; refused at 4 s, 27.5 s before the probe.
    assert_eq!(script.arrivals(), [0.0, 1.5, 31.5].map(secs));
    let finished = stack.attempts.finished();
    assert_eq!(finished[2].outcome, AttemptOutcome::Rejected);
    assert_eq!(finished[2].delay, Some(secs(27.5)));
}

#[tokio::test(start_paused = true)]
async fn a_policy_that_looks_at_the_breaker_is_not_refused() {
    let stack = Stack::new().looking_at_the_breaker();
    let script = Script::new([Reset, Reset, Reset, Status(200)]);
    stack.call(&script).await.unwrap();
    assert_eq!(script.arrivals(), [0.0, 1.5, 31.5, 61.5].map(secs));
    assert_eq!(stack.attempts.count(), 4);
}

#[tokio::test(start_paused = true)]
async fn when_the_limit_is_before_the_probe_the_original_cause_comes_at_once() {
    let mut stack = Stack::new().looking_at_the_breaker();
    stack.policy = stack.policy.max_elapsed(secs(20.0));
    let (script, start) = (Script::new([Status(503)]), Instant::now());
    let answer = stack.call(&script).await.unwrap();
    assert_eq!(answer.status, 503);
    assert_eq!(start.elapsed(), secs(1.5));
    assert_eq!(
        stack.attempts.ending(),
        Some(Ending::GaveUp(GiveUp::Elapsed))
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_into_an_open_circuit_that_cannot_wait_fails_at_once() {
    let mut stack = Stack::new();
    let script = Script::new([Status(503)]);
    stack.policy = stack.policy.max_attempts(2);
    stack.call(&script).await.unwrap();

    stack.policy = stack.policy.max_attempts(8).max_elapsed(secs(20.0));
    let start = Instant::now();
    let Err(Fault::Open(open)) = stack.call(&script).await else {
        panic!("sent")
    };
    assert_eq!(
        open.last_failure().unwrap().summary(),
        "503",
        "the original cause"
    );
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert_eq!(script.requests(), 2);
}

#[tokio::test(start_paused = true)]
async fn those_who_find_all_probes_taken_back_off() {
    let stack = Stack::new();
    let script = Script::new([Reset, Reset, Slow(secs(3.9))]);
    let service = ServiceBuilder::new()
        .layer(CircuitBreakerLayer::new(stack.breaker.clone(), Table))
        .service(script.clone());
    for _ in 0..2 {
        let _ = service.clone().oneshot(Get("/")).await;
    }
    tokio::time::advance(secs(30.0)).await;

    let probe = tokio::spawn(service.oneshot(Get("/probe")));
    tokio::task::yield_now().await;
    stack.call(&script).await.unwrap();
    probe.await.unwrap().unwrap();
    // Refused at 30 and 31.5; the probe ends at 33.9, before the second wait does.
    assert_eq!(script.arrivals(), [0.0, 0.0, 30.0, 34.0].map(secs));
}

#[tokio::test(start_paused = true)]
async fn a_refused_retry_costs_no_token() {
    let budget = TokenBudget::default();
    let mut stack = Stack::new();
    stack.policy = stack.policy.budget(budget.clone()).max_attempts(3);
    // The second of the three attempts is a retry that fails, the third is refused.
    let _ = stack.call(&Script::new([Reset])).await;
    assert_eq!(
        stack.attempts.finished()[2].outcome,
        AttemptOutcome::Rejected
    );
    assert_eq!(budget.tokens(), 19.0);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_hangs_is_cut_and_retried() {
    let mut stack = Stack::new();
    stack.attempt = Some(secs(10.0));
    let script = Script::new([Hang, Status(200)]);
    stack.call(&script).await.unwrap();
    assert_eq!(script.arrivals(), [0.0, 11.5].map(secs));
    let outcome = stack.attempts.finished()[0].outcome.to_string();
    assert_eq!(outcome, "no answer to this attempt within 10.0 s");
}

#[tokio::test(start_paused = true)]
async fn the_total_deadline_covers_attempts_and_waits() {
    let rows = [
        ("in a wait", Status(503), secs(3.0), 2),
        ("in an attempt", Hang, secs(3.0), 1),
        ("at once", Hang, Duration::ZERO, 1),
    ];
    for (name, step, deadline, requests) in rows {
        let mut stack = Stack::new();
        stack.deadline = Some(deadline);
        let (script, start) = (Script::new([step]), Instant::now());
        let Err(Fault::Deadline(error)) = stack.call(&script).await else {
            panic!("{name}")
        };
        assert_eq!(error.limit, deadline, "{name}");
        assert_eq!(start.elapsed(), deadline, "{name}");

        tokio::time::sleep(secs(100.0)).await;
        assert_eq!(script.requests(), requests, "{name}: nothing comes after");
        assert_eq!(stack.attempts.count() as usize, requests, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_in_time_passes_both_limits() {
    for limit in [Some(secs(4.0)), Some(Duration::MAX), None] {
        let mut stack = Stack::new();
        (stack.deadline, stack.attempt) = (limit, limit);
        let answer = stack.call(&Script::new([Slow(secs(3.9))])).await.unwrap();
        assert_eq!(answer.status, 200, "{limit:?}");
    }
}
