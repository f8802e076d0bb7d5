//! The budget of retries that calls share.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail so")]

use crate::support;

use support::Step::{Reset, Status};
use support::{Get, Script, Step, Table, secs};
use tower::retry::budget::Budget;
use tower::{ServiceBuilder, ServiceExt};
use work_requests_resilience::retry::{Ending, GiveUp};
use work_requests_resilience::{Attempts, Jitter, RetryLayer, RetryPolicy, TokenBudget};

async fn call(script: &Script, budget: &TokenBudget) -> Attempts {
    let attempts = Attempts::new();
    let policy = RetryPolicy::new(Table)
        .budget(budget.clone())
        .jitter(Jitter::seeded(1))
        .record_in(attempts.clone());
    let layer = RetryLayer::new(policy);
    let service = ServiceBuilder::new().layer(layer).service(script.clone());
    let _ = service.oneshot(Get("/")).await;
    attempts
}

#[tokio::test(start_paused = true)]
async fn a_full_outage_costs_a_fifth_more() {
    let (script, budget) = (Script::new([Status(503)]), TokenBudget::default());
    for _ in 0..100 {
        call(&script, &budget).await;
    }
    assert_eq!(script.requests(), 120);
    assert_eq!(budget.tokens(), 0.0);
}

#[tokio::test(start_paused = true)]
async fn a_full_outage_met_by_parallel_calls_costs_no_more() {
    let (script, budget) = (Script::new([Reset]), TokenBudget::default());
    let calls = (0..100).map(|_| {
        let (script, budget) = (script.clone(), budget.clone());
        tokio::spawn(async move { call(&script, &budget).await })
    });
    let calls: Vec<_> = calls.collect();
    for call in calls {
        call.await.unwrap();
    }
    assert_eq!(script.requests(), 120);
}

#[tokio::test(start_paused = true)]
async fn a_lone_call_has_all_its_attempts() {
    let (script, budget) = (Script::new([Status(503)]), TokenBudget::default());
    let attempts = call(&script, &budget).await;
    assert_eq!(script.requests(), 8);
    assert_eq!(attempts.ending(), Some(Ending::GaveUp(GiveUp::Attempts)));
    assert_eq!(budget.tokens(), 13.0);
}

#[tokio::test(start_paused = true)]
async fn an_empty_budget_ends_calls_at_once_and_says_so() {
    let (script, budget) = (Script::new([Status(503)]), TokenBudget::new(0));
    let attempts = call(&script, &budget).await;
    assert_eq!(attempts.ending(), Some(Ending::GaveUp(GiveUp::Budget)));
    assert_eq!(script.requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn tokens_go_and_come() {
    let rows: [(&str, &[Step], f64); 6] = [
        ("a first success adds a tenth", &[Status(200)], 10.1),
        (
            "a retry that succeeds returns its token",
            &[Status(503), Status(200)],
            10.0,
        ),
        (
            "only the last of them does",
            &[Status(503), Reset, Status(200)],
            9.0,
        ),
        (
            "a failure that is not retryable does not",
            &[Status(503), Status(404)],
            9.0,
        ),
        ("nor does it take or add one alone", &[Status(404)], 10.0),
        ("giving up keeps all", &[Status(503)], 3.0),
    ];
    for (name, steps, expected) in rows {
        let budget = TokenBudget::new(20);
        (0..10).for_each(|_| assert!(budget.withdraw()));
        call(&Script::new(steps.to_vec()), &budget).await;
        assert_eq!(budget.tokens(), expected, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_dropped_before_it_was_sent_returns_its_token() {
    let (script, budget) = (Script::new([Status(503)]), TokenBudget::default());
    tokio::time::timeout(secs(0.5), call(&script, &budget))
        .await
        .unwrap_err();
    assert_eq!(budget.tokens(), 20.0);

    let script = Script::new([Status(503), Step::Hang]);
    tokio::time::timeout(secs(60.0), call(&script, &budget))
        .await
        .unwrap_err();
    assert_eq!(budget.tokens(), 19.0, "this one was sent");
}

#[test]
fn it_never_holds_more_than_at_the_start() {
    let budget = TokenBudget::new(2);
    budget.refund();
    budget.deposit();
    assert_eq!(budget.tokens(), 2.0);
    assert!(budget.withdraw() && budget.withdraw() && !budget.withdraw());
    (0..9).for_each(|_| budget.deposit());
    assert!(!budget.withdraw(), "nine tenths are not enough");
    budget.deposit();
    assert!(budget.withdraw());
    assert!(TokenBudget::new(u32::MAX).withdraw());
}

/// One request in ten answered with 503, one in a hundred reset.
#[tokio::test(start_paused = true)]
async fn a_flaky_service_loses_no_call() {
    let chance = Jitter::seeded(42);
    let (mut requests, mut lost) = (0, 0);
    let budget = TokenBudget::default();
    for _ in 0..20_000 {
        let steps: Vec<Step> = (0..8)
            .map(|_| match chance.next() {
                unit if unit < 0.10 => Status(503),
                unit if unit < 0.11 => Reset,
                _ => Status(200),
            })
            .collect();
        let attempts = call(&Script::new(steps), &budget).await;
        requests += attempts.count();
        lost += u32::from(attempts.ending() != Some(Ending::Succeeded));
    }
    assert_eq!(lost, 0);
    assert!(
        f64::from(requests) / 20_000.0 <= 1.15,
        "{requests} requests"
    );
}
