//! Probes asked for by many at once.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail so")]

use crate::support;

use std::sync::{Arc, Barrier};
use std::thread;

use support::Step::{Hang, Reset, Slow};
use support::{Fault, Get, Script, Table, secs};
use tokio::time::{Instant, advance};
use tower::{ServiceBuilder, ServiceExt};
use work_requests_resilience::breaker::{BreakerState, Failure, Outcome, Permit};
use work_requests_resilience::{CircuitBreaker, CircuitBreakerLayer, Clock};

/// A breaker that has opened and whose recovery is over.
fn ready_for_probes(permits: u32) -> CircuitBreaker {
    let start = Instant::now();
    let now = Arc::new(std::sync::atomic::AtomicU64::new(0));
    let read = Arc::clone(&now);
    let clock = Clock::new(move || {
        start + std::time::Duration::from_secs(read.load(std::sync::atomic::Ordering::SeqCst))
    });
    let settings = CircuitBreaker::builder()
        .consecutive_failures(1)
        .half_open_permits(permits);
    let breaker = settings.clock(clock).build();
    breaker
        .try_acquire()
        .unwrap()
        .settle(Failure::new("down").into());
    now.store(30, std::sync::atomic::Ordering::SeqCst);
    breaker
}

/// Asks for permits from many threads at the same moment.
fn rush(breaker: &CircuitBreaker, threads: usize) -> Vec<Permit> {
    let barrier = Barrier::new(threads);
    let ask = || {
        barrier.wait();
        breaker.try_acquire().ok()
    };
    thread::scope(|scope| {
        let asking: Vec<_> = (0..threads).map(|_| scope.spawn(ask)).collect();
        asking
            .into_iter()
            .filter_map(|thread| thread.join().unwrap())
            .collect()
    })
}

#[test]
fn exactly_the_permitted_probes_pass() {
    for permits in [1, 2, 5] {
        for _ in 0..50 {
            let breaker = ready_for_probes(permits);
            assert_eq!(rush(&breaker, 12).len(), permits as usize);
        }
    }
}

#[test]
fn permits_given_back_are_given_out_again_and_no_more() {
    for _ in 0..50 {
        let breaker = ready_for_probes(3);
        let mut probes = rush(&breaker, 8);
        probes.pop().unwrap().settle(Outcome::Success);
        drop(probes);
        // One has succeeded, so two are left.
        let probes = rush(&breaker, 8);
        assert_eq!(probes.len(), 2);
        for probe in probes {
            probe.settle(Outcome::Success);
        }
        assert_eq!(breaker.state(), BreakerState::Closed);
        assert_eq!(rush(&breaker, 8).len(), 8);
    }
}

#[test]
fn outcomes_from_many_threads_are_all_counted() {
    let breaker = CircuitBreaker::builder().consecutive_failures(400).build();
    let fail = || {
        (0..50).for_each(|_| {
            breaker
                .try_acquire()
                .unwrap()
                .settle(Failure::new("down").into());
        })
    };
    thread::scope(|scope| (0..7).for_each(|_| drop(scope.spawn(fail))));
    assert_eq!(breaker.state(), BreakerState::Closed);
    fail();
    assert_eq!(breaker.state(), BreakerState::Open);
}

#[tokio::test(start_paused = true)]
async fn of_many_calls_only_probes_reach_the_service() {
    let breaker = CircuitBreaker::builder()
        .consecutive_failures(1)
        .half_open_permits(2)
        .build();
    let script = Script::new([Reset]);
    let layer = CircuitBreakerLayer::new(breaker.clone(), Table);
    let service = ServiceBuilder::new().layer(layer).service(script.clone());
    let spawn_calls = || -> Vec<_> {
        (0..50)
            .map(|_| tokio::spawn(service.clone().oneshot(Get("/"))))
            .collect()
    };
    let _ = service.clone().oneshot(Get("/")).await;
    advance(secs(30.0)).await;

    // Both probes hang; as their tasks are aborted, their permits are free again.
    script.goes_on([Hang]);
    let calls = spawn_calls();
    tokio::time::sleep(secs(1.0)).await;
    assert_eq!(script.requests(), 1 + 2);
    calls.iter().for_each(|call| call.abort());
    for call in calls {
        let _ = call.await;
    }

    script.goes_on([Slow(secs(1.0))]);
    let (mut passed, mut refused) = (0, 0);
    for call in spawn_calls() {
        match call.await.unwrap() {
            Ok(_) => passed += 1,
            Err(Fault::Open(open)) => {
                assert_eq!(
                    open.until_probe(),
                    None,
                    "nobody can foretell a probe's end"
                );
                refused += 1;
            }
            Err(fault) => panic!("{fault}"),
        }
    }
    assert_eq!((passed, refused), (2, 48));
    assert_eq!(breaker.state(), BreakerState::Closed);
}
