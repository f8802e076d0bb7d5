//! Waiting and watching in paused time: pace, limits, failures, estimates.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::time::Duration;

use common::client_of;
use common::watching::*;
use futures_util::StreamExt as _;
use tokio::time::Instant;
use work_requests::work::Status;
use work_requests::{ErrorKind, WatchEvent};
use work_requests_emulator::{Breakdown, Emulator, Fault, FaultAnswer, Operation};

#[tokio::test(start_paused = true)]
async fn it_slows_down_while_nothing_moves_and_hurries_towards_the_end() {
    let emulator = builder().build();
    let id = create(
        &emulator,
        script("w").without_percent().succeeded(seconds(100)),
    );
    client(&emulator).wait(id).jitter(still()).await.unwrap();
    let rounded = |wait: f64| (wait * 1000.0).round() / 1000.0;
    let waits: Vec<f64> = times(&emulator)
        .windows(2)
        .map(|pair| rounded(pair[1] - pair[0]))
        .collect();
    assert_eq!(waits[..5], [1.0, 1.5, 2.25, 3.375, 5.063], "{waits:?}");
}

#[tokio::test(start_paused = true)]
async fn the_services_wish_sets_the_pace() {
    let emulator = Emulator::builder()
        .retry_after(seconds(7))
        .compartment(COMPARTMENT)
        .build();
    let id = create(&emulator, script("w").succeeded(seconds(20)));
    client(&emulator).wait(id).await.unwrap();
    assert_eq!(times(&emulator), [0.0, 7.0, 14.0, 21.0]);
}

#[tokio::test(start_paused = true)]
async fn an_estimate_comes_with_its_range() {
    let emulator = builder().build();
    let id = create(
        &emulator,
        script("w")
            .percent(seconds(100), 100.0)
            .succeeded(seconds(101)),
    );
    let told = events(client(&emulator).watch([id]).interval(seconds(10))).await;
    let etas: Vec<_> = told
        .iter()
        .filter_map(|event| match event {
            WatchEvent::Changed {
                progress,
                work_request,
                ..
            } => progress
                .eta
                .map(|eta| (work_request.percent_complete().unwrap(), eta)),
            _ => None,
        })
        .collect();
    assert!(etas.len() >= 6, "{etas:?}");
    let over = |event: &&WatchEvent| matches!(event, WatchEvent::Changed { work_request, .. } if work_request.status().is_terminal());
    let last = told.iter().find(over).unwrap();
    assert!(matches!(last, WatchEvent::Changed { progress, .. } if progress.eta.is_none()));
    for (percent, eta) in etas {
        let truth = Duration::from_secs_f64(100.0 - percent);
        assert!(
            eta.soonest <= truth && truth <= eta.latest,
            "{percent} {eta:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_time_limit_is_exact_for_every_work_request() {
    let emulator = builder().build();
    let ids: Vec<_> = (0..30)
        .map(|n| create(&emulator, script(&format!("w{n}"))))
        .collect();
    let started = Instant::now();
    let told = events(
        client(&emulator)
            .watch(ids)
            .timeout(Duration::from_millis(12_345)),
    )
    .await;
    assert_eq!(started.elapsed(), Duration::from_millis(12_345));
    assert_eq!(
        ends(&told)
            .values()
            .filter(|end| *end == "timed_out")
            .count(),
        30
    );
    let last = told.iter().rev().find_map(|event| match event {
        WatchEvent::Done { outcome, .. } => outcome.work_request(),
        _ => None,
    });
    assert_eq!(last.unwrap().status(), Status::InProgress);
}

#[tokio::test(start_paused = true)]
async fn suspended_work_is_waited_on() {
    let emulator = builder().build();
    let id = create(&emulator, script("w").succeeded(seconds(60)));
    for word in ["SUSPENDED", "WAITING", "SUSPENDING"] {
        let body = format!(
            r#"{{"id":"w","status":"{word}","operationType":"o","compartmentId":"c","timeAccepted":"2026-01-01T00:00:00Z"}}"#
        );
        let answer = FaultAnswer::status(200).body(body);
        emulator.control().add_fault(Fault::new(answer)).unwrap();
    }
    let told = events(client(&emulator).watch([id])).await;
    let states: Vec<Status> = told
        .iter()
        .filter_map(|event| match event {
            WatchEvent::Changed { work_request, .. } => Some(work_request.status()),
            _ => None,
        })
        .collect();
    assert_eq!(
        states[..4],
        [
            Status::Suspended,
            Status::Waiting,
            Status::Suspending,
            Status::InProgress
        ]
    );
    assert_eq!(ends(&told)["w"], "succeeded");
}

#[tokio::test(start_paused = true)]
async fn not_found_at_first_is_tolerated_if_asked_for() {
    let emulator = builder().build();
    let not_yet = Fault::statuses([404, 404]).operation(Operation::GetWorkRequest);
    emulator.control().add_fault(not_yet.clone()).unwrap();
    let id = create(&emulator, script("w").succeeded(seconds(5)));
    let client = client(&emulator);
    let wait = client.wait(id.as_str()).tolerate_not_found(seconds(30));
    assert!(wait.await.unwrap().is_success());
    emulator.control().add_fault(not_yet).unwrap();
    assert!(client.wait(id).await.unwrap_err().is_not_found());
    let error = client
        .wait("nobody")
        .tolerate_not_found(seconds(30))
        .await
        .unwrap_err();
    assert!(error.is_not_found());
}

#[tokio::test(start_paused = true)]
async fn failures_that_may_pass_are_counted_and_end_it_after_long() {
    let emulator = builder().build();
    let id = create(&emulator, script("w"));
    emulator
        .control()
        .add_fault(Fault::statuses([503]).forever())
        .unwrap();
    let started = Instant::now();
    let told = events(client(&emulator).watch([id]).give_up_after(seconds(120))).await;
    let counts: Vec<u32> = told
        .iter()
        .filter_map(|event| match event {
            WatchEvent::Retrying { failures, .. } => Some(*failures),
            _ => None,
        })
        .collect();
    assert_eq!(counts, (1..=counts.len() as u32).collect::<Vec<_>>());
    assert_eq!(ends(&told)["w"], ErrorKind::Service.to_string());
    let took = started.elapsed();
    assert!(took > seconds(120) && took < seconds(160), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn an_outage_that_ends_leaves_no_trace() {
    let emulator = builder().build();
    let ids: Vec<_> = (0..40)
        .map(|n| create(&emulator, script(&format!("w{n}")).succeeded(seconds(400))))
        .collect();
    let mut watch = client(&emulator).watch(ids).interval(seconds(5));
    watch.next().await;
    let outage = emulator
        .control()
        .add_fault(Fault::statuses([503]).forever())
        .unwrap();
    assert!(
        tokio::time::timeout(seconds(300), async {
            while let Some(event) = watch.next().await {
                assert!(
                    !matches!(event, WatchEvent::Done { .. } | WatchEvent::Lost { .. }),
                    "{event:?}"
                );
            }
        })
        .await
        .is_err()
    );
    emulator.control().remove_fault(outage);
    let told = events(watch).await;
    assert_eq!(
        ends(&told)
            .values()
            .filter(|end| *end == "succeeded")
            .count(),
        40
    );
}

#[tokio::test(start_paused = true)]
async fn standing_still_is_told_once_until_something_moves() {
    let emulator = builder().build();
    let script = script("w")
        .percent(seconds(1), 10.0)
        .percent(seconds(3000), 10.0)
        .percent(seconds(3001), 50.0)
        .percent(seconds(5999), 50.0);
    let id = create(&emulator, script.succeeded(seconds(6000)));
    let told = events(
        client(&emulator)
            .watch([id])
            .interval(seconds(20))
            .stalled_after(seconds(900)),
    )
    .await;
    let stalls = told
        .iter()
        .filter(|event| matches!(event, WatchEvent::Stalled { .. }))
        .count();
    assert_eq!(stalls, 2, "once before the middle, once after");
}

#[tokio::test(start_paused = true)]
async fn the_same_id_twice_is_followed_once() {
    let emulator = builder().build();
    let id = create(&emulator, script("w").succeeded(seconds(3)));
    let told = events(client(&emulator).watch([id.clone(), id])).await;
    assert_eq!(ends(&told).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn one_that_hangs_does_not_hold_up_the_others() {
    let emulator = builder().build();
    let ids: Vec<_> = (0..10)
        .map(|n| create(&emulator, script(&format!("w{n}")).succeeded(seconds(3))))
        .collect();
    let hang = FaultAnswer::pass().breaks(Breakdown::HangBeforeHeaders);
    emulator
        .control()
        .add_fault(Fault::new(hang).path("/20160918/workRequests/w4"))
        .unwrap();
    let mut watch = client(&emulator).watch(ids).interval(seconds(1));
    let started = Instant::now();
    let mut done = 0;
    while done < 9 {
        done += usize::from(matches!(
            watch.next().await.unwrap(),
            WatchEvent::Done { .. }
        ));
    }
    assert!(started.elapsed() < seconds(10), "{:?}", started.elapsed());
}

/// With the breaker that every client has: an outage opens it, and its probes find the end.
#[tokio::test(start_paused = true)]
async fn an_outage_is_outlived_through_the_breaker_too() {
    let emulator = builder().build();
    let ids: Vec<_> = (0..40)
        .map(|n| create(&emulator, script(&format!("w{n}")).succeeded(seconds(600))))
        .collect();
    let breaker = work_requests::CircuitBreakerStrategy::default();
    let client = client_of(&emulator)
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    let mut watch = client.watch(ids).interval(seconds(5));
    watch.next().await;
    let outage = emulator
        .control()
        .add_fault(Fault::statuses([503]).forever())
        .unwrap();
    let rest = async {
        let mut told = Vec::new();
        while let Some(event) = watch.next().await {
            told.push(event);
        }
        told
    };
    let end = async {
        tokio::time::sleep(seconds(400)).await;
        emulator.control().remove_fault(outage);
    };
    let (told, ()) = tokio::join!(rest, end);
    assert_eq!(
        ends(&told)
            .values()
            .filter(|end| *end == "succeeded")
            .count(),
        40
    );
    let open = |event: &&WatchEvent| matches!(event, WatchEvent::Retrying { error, .. } | WatchEvent::ListFailed { error, .. } if error.kind() == ErrorKind::CircuitOpen);
    assert!(
        told.iter().any(|event| open(&event)),
        "the breaker never opened"
    );
}
