//! The circuit breaker around a service.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail so")]

use crate::support;

use std::sync::{Arc, Mutex};

use support::Step::{Hang, Reset, Slow, Status};
use support::{Answer, Fault, Get, Script, Table, secs};
use tokio::time::advance;
use tower::{Service, ServiceBuilder, ServiceExt};
use work_requests_resilience::breaker::{
    BreakerEvent, BreakerState, CircuitBreakerBuilder, Failure, FailureRate, Outcome, Window,
};
use work_requests_resilience::{AttemptTimeoutLayer, CircuitBreaker, CircuitBreakerLayer};

async fn call(script: &Script, breaker: &CircuitBreaker) -> Result<Answer, Fault> {
    ServiceBuilder::new()
        .layer(CircuitBreakerLayer::new(breaker.clone(), Table))
        .layer(AttemptTimeoutLayer::new(secs(5.0)))
        .service(script.clone())
        .oneshot(Get("/"))
        .await
}

async fn call_times(count: usize, script: &Script, breaker: &CircuitBreaker) {
    for _ in 0..count {
        let _ = call(script, breaker).await;
    }
}

fn opens_after(failures: u32) -> CircuitBreakerBuilder {
    CircuitBreaker::builder().consecutive_failures(failures)
}

#[tokio::test(start_paused = true)]
async fn by_default_ten_failures_open_it_for_thirty_seconds() {
    let (script, breaker) = (Script::new([Status(503)]), CircuitBreaker::default());
    call_times(9, &script, &breaker).await;
    assert_eq!(breaker.state(), BreakerState::Closed);
    call_times(1, &script, &breaker).await;
    assert_eq!(breaker.state(), BreakerState::Open);

    advance(secs(29.9)).await;
    let refused = call(&script, &breaker).await.unwrap_err();
    let Fault::Open(open) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(open.until_probe(), Some(secs(0.1)));
    assert_eq!(script.requests(), 10, "nothing was sent");

    advance(secs(0.1)).await;
    assert_eq!(breaker.state(), BreakerState::HalfOpen);
    script.goes_on([Status(200)]);
    call(&script, &breaker).await.unwrap();
    assert_eq!(breaker.state(), BreakerState::Closed);
}

#[tokio::test(start_paused = true)]
async fn what_counts_and_what_does_not() {
    use BreakerState::{Closed, Open};
    let rows = [
        (
            "failures in a row",
            vec![Status(500), Status(503), Status(500)],
            Open,
        ),
        ("resets", vec![Reset; 3], Open),
        ("timeouts", vec![Hang; 3], Open),
        (
            "a success ends the row",
            vec![Reset, Reset, Status(200), Reset, Reset],
            Closed,
        ),
        (
            "404 does not count",
            vec![Reset, Reset, Status(404), Status(404)],
            Closed,
        ),
        (
            "404 does not end the row",
            vec![Reset, Status(404), Reset, Status(404), Reset],
            Open,
        ),
    ];
    for (name, steps, expected) in rows {
        let (script, breaker) = (Script::new(steps.clone()), opens_after(3).build());
        call_times(steps.len(), &script, &breaker).await;
        assert_eq!(breaker.state(), expected, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_refusal_describes_the_last_failures() {
    let steps = [Status(502), Status(200), Reset, Status(500), Status(503)];
    let (script, breaker) = (Script::new(steps), opens_after(3).build());
    call_times(steps.len(), &script, &breaker).await;
    let refused = call(&script, &breaker).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "circuit breaker open, try again in 30.0 s; last failure: 503"
    );

    let Fault::Open(open) = refused else {
        panic!("{refused:?}")
    };
    let summaries: Vec<_> = open.failures().iter().map(Failure::summary).collect();
    assert_eq!(summaries, ["connection reset", "500", "503"]);
    assert_eq!(open.last_failure().unwrap().detail("status"), Some("503"));
    assert_eq!(open.last_failure().unwrap().detail("code"), None);
}

#[tokio::test(start_paused = true)]
async fn of_many_failures_it_describes_five() {
    let statuses = [501, 502, 503, 504, 505, 506, 507];
    let script = Script::new(statuses.map(Status));
    let breaker = opens_after(7).build();
    call_times(7, &script, &breaker).await;
    let open = breaker.try_acquire().unwrap_err();
    let summaries: Vec<_> = open.failures().iter().map(Failure::summary).collect();
    assert_eq!(summaries, ["503", "504", "505", "506", "507"]);
}

#[tokio::test(start_paused = true)]
async fn a_failed_probe_opens_it_for_a_full_period() {
    let (script, breaker) = (Script::new([Status(503)]), opens_after(2).build());
    call_times(2, &script, &breaker).await;
    advance(secs(45.0)).await;
    call_times(2, &script, &breaker).await;
    assert_eq!(script.requests(), 3, "one probe passed");
    assert_eq!(breaker.until_probe(), Some(secs(30.0)));
}

#[tokio::test(start_paused = true)]
async fn a_probe_that_says_nothing_gives_its_permit_back() {
    let (script, breaker) = (Script::new([Status(503)]), opens_after(1).build());
    call_times(1, &script, &breaker).await;
    advance(secs(30.0)).await;
    script.goes_on([Status(404), Status(404), Status(200)]);
    call_times(2, &script, &breaker).await;
    assert_eq!(breaker.state(), BreakerState::HalfOpen);
    call_times(1, &script, &breaker).await;
    assert_eq!(breaker.state(), BreakerState::Closed);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_probe_gives_its_permit_back() {
    let (script, breaker) = (Script::new([Status(503)]), opens_after(1).build());
    call_times(1, &script, &breaker).await;
    advance(secs(30.0)).await;

    script.goes_on([Hang]);
    tokio::time::timeout(secs(1.0), call(&script, &breaker))
        .await
        .unwrap_err();
    assert_eq!(breaker.state(), BreakerState::HalfOpen);
    script.goes_on([Status(200)]);
    call(&script, &breaker).await.unwrap();
    assert_eq!(breaker.state(), BreakerState::Closed);
}

#[tokio::test(start_paused = true)]
async fn all_permitted_probes_must_succeed() {
    let (script, breaker) = (
        Script::new([Reset]),
        opens_after(1).half_open_permits(3).build(),
    );
    call_times(1, &script, &breaker).await;
    advance(secs(30.0)).await;
    script.goes_on([Status(200)]);
    for _ in 0..2 {
        call(&script, &breaker).await.unwrap();
        assert_eq!(breaker.state(), BreakerState::HalfOpen);
    }
    call(&script, &breaker).await.unwrap();
    assert_eq!(breaker.state(), BreakerState::Closed);
}

#[tokio::test(start_paused = true)]
async fn calls_from_before_it_opened_say_nothing_after() {
    let breaker = opens_after(1).build();
    let (early, late) = (
        breaker.try_acquire().unwrap(),
        breaker.try_acquire().unwrap(),
    );
    breaker
        .try_acquire()
        .unwrap()
        .settle(Failure::new("down").into());
    early.settle(Outcome::Success);
    assert_eq!(breaker.state(), BreakerState::Open);

    advance(secs(30.0)).await;
    let probe = breaker.try_acquire().unwrap();
    late.settle(Failure::new("down").into());
    assert_eq!(breaker.state(), BreakerState::HalfOpen);
    probe.settle(Outcome::Success);
    assert_eq!(breaker.state(), BreakerState::Closed);
}

#[tokio::test(start_paused = true)]
async fn slow_calls_count_as_failures_where_asked() {
    for (limit, expected) in [
        (Some(secs(2.0)), BreakerState::Open),
        (None, BreakerState::Closed),
    ] {
        let breaker = opens_after(2).slow_call(limit).build();
        let script = Script::new([Slow(secs(2.0))]);
        call_times(2, &script, &breaker).await;
        assert_eq!(breaker.state(), expected, "{limit:?}");
        if let Err(refused) = call(&script, &breaker).await {
            assert!(
                refused.to_string().ends_with("slow call of 2.0 s"),
                "{refused}"
            );
        }
    }
    let breaker = opens_after(1).slow_call(secs(2.0)).build();
    call_times(5, &Script::new([Slow(secs(1.9))]), &breaker).await;
    assert_eq!(breaker.state(), BreakerState::Closed);
}

#[tokio::test(start_paused = true)]
async fn a_rate_of_failures_opens_it() {
    let (good, bad) = (Status(200), Status(503));
    let half = |window| FailureRate::new(0.5).minimum_calls(4).window(window);
    let rows = [
        (
            "half of four",
            vec![bad, good, good, bad],
            BreakerState::Open,
        ),
        (
            "a third",
            vec![bad, good, good, bad, good, good],
            BreakerState::Open,
        ),
        (
            "under the minimum",
            vec![bad, bad, bad],
            BreakerState::Closed,
        ),
        (
            "a quarter",
            vec![good, good, good, bad],
            BreakerState::Closed,
        ),
        (
            "the ignored stay out",
            vec![bad, bad, Status(404), Status(404)],
            BreakerState::Closed,
        ),
        (
            "a success may reach the minimum",
            vec![bad, bad, bad, good],
            BreakerState::Open,
        ),
        (
            "old ones fall out",
            vec![bad, good, good, good, good, bad],
            BreakerState::Closed,
        ),
        ("all good", vec![good; 9], BreakerState::Closed),
    ];
    for (name, steps, expected) in rows {
        let breaker = CircuitBreaker::builder()
            .failure_rate(half(Window::Calls(5)))
            .build();
        call_times(steps.len(), &Script::new(steps), &breaker).await;
        assert_eq!(breaker.state(), expected, "{name}");
    }

    let breaker = CircuitBreaker::builder()
        .failure_rate(half(Window::Time(secs(60.0))))
        .build();
    call_times(3, &Script::new([bad]), &breaker).await;
    advance(secs(60.0)).await;
    call_times(3, &Script::new([bad]), &breaker).await;
    assert_eq!(
        breaker.state(),
        BreakerState::Closed,
        "the first three are too old"
    );
    call_times(1, &Script::new([bad]), &breaker).await;
    assert_eq!(breaker.state(), BreakerState::Open);
}

#[tokio::test(start_paused = true)]
async fn odd_settings_do_no_harm() {
    let zero = CircuitBreaker::builder()
        .consecutive_failures(0)
        .half_open_permits(0)
        .build();
    call_times(1, &Script::new([Status(200)]), &zero).await;
    assert_eq!(zero.state(), BreakerState::Closed);
    call_times(1, &Script::new([Reset]), &zero).await;
    assert_eq!(zero.state(), BreakerState::Open);
    advance(secs(30.0)).await;
    call_times(1, &Script::new([Status(200)]), &zero).await;
    assert_eq!(zero.state(), BreakerState::Closed);

    let for_ever = opens_after(1).recovery(std::time::Duration::MAX).build();
    call_times(2, &Script::new([Reset]), &for_ever).await;
    assert_eq!(for_ever.until_probe(), Some(std::time::Duration::MAX));

    for rate in [f64::NAN, -1.0, 0.0, 7.0] {
        let rule = FailureRate::new(rate)
            .minimum_calls(0)
            .window(Window::Calls(0));
        let breaker = CircuitBreaker::builder().failure_rate(rule).build();
        call_times(3, &Script::new([Status(200)]), &breaker).await;
        assert_eq!(breaker.state(), BreakerState::Closed, "{rate}");
        call_times(1, &Script::new([Reset]), &breaker).await;
        assert_eq!(breaker.state(), BreakerState::Open, "{rate}");
    }
}

#[tokio::test(start_paused = true)]
async fn it_refuses_in_call_and_never_in_poll_ready() {
    let (script, breaker) = (Script::new([Reset]), opens_after(1).build());
    call_times(1, &script, &breaker).await;
    let layer = CircuitBreakerLayer::new(breaker, Table);
    let mut service = ServiceBuilder::new().layer(layer).service(script);
    let ready = service.ready().await.expect("ready although open");
    assert!(matches!(ready.call(Get("/")).await, Err(Fault::Open(_))));
}

#[tokio::test(start_paused = true)]
async fn events_tell_the_whole_story() {
    let story = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&story);
    let breaker = opens_after(2)
        .on_event(move |event| told.lock().unwrap().push(event.clone()))
        .build();
    let script = Script::new([Status(503)]);
    call_times(3, &script, &breaker).await;
    advance(secs(30.0)).await;
    call_times(1, &script, &breaker).await;
    advance(secs(30.0)).await;
    script.goes_on([Status(200)]);
    call_times(2, &script, &breaker).await;

    let story = story.lock().unwrap();
    let names: Vec<_> = story.iter().map(BreakerEvent::name).collect();
    let expected = [
        "opened",
        "rejected",
        "half-opened",
        "opened",
        "half-opened",
        "closed",
    ];
    assert_eq!(names, expected);
    for event in story.iter() {
        assert_eq!(
            event.error().last_failure().unwrap().summary(),
            "503",
            "{event:?}"
        );
    }
    assert_eq!(story[0].error().until_probe(), Some(secs(30.0)));
}

#[tokio::test(start_paused = true)]
async fn a_callback_can_use_the_breaker_and_may_panic() {
    let watched: Arc<Mutex<Option<CircuitBreaker>>> = Arc::default();
    let own = Arc::clone(&watched);
    let breaker = opens_after(1)
        .on_event(move |event| {
            let state = own.lock().unwrap().as_ref().map(CircuitBreaker::state);
            panic!("meant for the test: {} in {state:?}", event.name());
        })
        .build();
    *watched.lock().unwrap() = Some(breaker.clone());

    let script = Script::new([Status(503), Status(200)]);
    assert_eq!(call(&script, &breaker).await.unwrap().status, 503);
    assert!(matches!(call(&script, &breaker).await, Err(Fault::Open(_))));
    advance(secs(30.0)).await;
    assert_eq!(call(&script, &breaker).await.unwrap().status, 200);
    assert_eq!(breaker.state(), BreakerState::Closed);
}

#[tokio::test(start_paused = true)]
async fn each_build_is_a_breaker_of_its_own() {
    let settings = opens_after(1);
    let (one, other) = (settings.build(), settings.build());
    call_times(1, &Script::new([Reset]), &one).await;
    assert_eq!(
        (one.state(), other.state()),
        (BreakerState::Open, BreakerState::Closed)
    );
}
