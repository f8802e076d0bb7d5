//! Random sequences of events, against a model that is as simple as can be.
//!
//! The model keeps everything it has seen and counts anew each time; the breaker must admit,
//! refuse, tell and report exactly what the model does.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail so")]

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::prelude::*;
use tokio::time::Instant;
use work_requests_resilience::breaker::{
    BreakerState, CircuitBreakerBuilder, Failure, FailureRate, Outcome, Permit, Window,
};
use work_requests_resilience::{CircuitBreaker, Clock};

#[derive(Clone, Copy, Debug)]
enum Event {
    /// A call comes.
    Begin,
    /// One of the running calls ends, or is dropped.
    End(prop::sample::Index, End),
    /// Time passes, in milliseconds.
    Pass(u64),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Success,
    Failure,
    Ignored,
    Dropped,
}

#[derive(Clone, Copy, Debug)]
struct Settings {
    trip: Trip,
    recovery: u64,
    permits: u32,
    slow: Option<u64>,
}

#[derive(Clone, Copy, Debug)]
enum Trip {
    InARow(usize),
    OfLast {
        calls: usize,
        minimum: usize,
        percent: usize,
    },
    InTime {
        millis: u64,
        minimum: usize,
        percent: usize,
    },
}

#[derive(Debug)]
struct Model {
    settings: Settings,
    now: u64,
    phase: Phase,
    /// How often the phase has changed.
    changes: u32,
    running: Vec<Running>,
    told: Vec<&'static str>,
}

#[derive(Debug)]
enum Phase {
    /// Since when, and each counted call: when it ended, and whether it failed.
    Closed(u64, Vec<(u64, bool)>),
    Open(u64),
    /// Probes that succeeded.
    HalfOpen(u32),
}

#[derive(Clone, Copy, Debug)]
struct Running {
    since: u64,
    admitted_at_change: u32,
}

impl Model {
    fn new(settings: Settings) -> Self {
        let (phase, running, told) = (Phase::Closed(0, Vec::new()), Vec::new(), Vec::new());
        Self {
            settings,
            now: 0,
            phase,
            changes: 0,
            running,
            told,
        }
    }

    fn state(&self) -> BreakerState {
        match self.phase {
            Phase::Closed(..) => BreakerState::Closed,
            Phase::Open(_) if self.until_probe().is_some() => BreakerState::Open,
            _ => BreakerState::HalfOpen,
        }
    }

    fn until_probe(&self) -> Option<u64> {
        let Phase::Open(since) = self.phase else {
            return None;
        };
        let end = since + self.settings.recovery;
        (end > self.now).then(|| end - self.now)
    }

    /// Whether the call is admitted.
    fn begin(&mut self) -> bool {
        if self.state() == BreakerState::HalfOpen && matches!(self.phase, Phase::Open(_)) {
            self.change(Phase::HalfOpen(0), "half-opened");
        }
        let admitted = match self.phase {
            Phase::Closed(..) => true,
            Phase::Open(_) => false,
            Phase::HalfOpen(succeeded) => {
                let current = |call: &&Running| call.admitted_at_change == self.changes;
                let probes = self.running.iter().filter(current).count() as u32;
                probes + succeeded < self.settings.permits
            }
        };
        if admitted {
            self.running.push(Running {
                since: self.now,
                admitted_at_change: self.changes,
            });
        } else {
            self.told.push("rejected");
        }
        admitted
    }

    fn end(&mut self, index: usize, end: End) {
        let call = self.running.remove(index);
        if call.admitted_at_change != self.changes || matches!(end, End::Ignored | End::Dropped) {
            return;
        }
        let slow = self
            .settings
            .slow
            .is_some_and(|limit| self.now - call.since >= limit);
        let failed = end == End::Failure || slow;
        match &mut self.phase {
            Phase::Closed(since, counted) => {
                counted.push((self.now, failed));
                if trips(self.settings.trip, counted, *since, self.now) {
                    self.change(Phase::Open(self.now), "opened");
                }
            }
            Phase::HalfOpen(_) if failed => self.change(Phase::Open(self.now), "opened"),
            Phase::HalfOpen(succeeded) => {
                *succeeded += 1;
                if *succeeded == self.settings.permits {
                    self.change(Phase::Closed(self.now, Vec::new()), "closed");
                }
            }
            Phase::Open(_) => unreachable!("nothing is admitted while open"),
        }
    }

    fn change(&mut self, phase: Phase, name: &'static str) {
        self.phase = phase;
        self.changes += 1;
        self.told.push(name);
    }
}

fn trips(trip: Trip, counted: &[(u64, bool)], since: u64, now: u64) -> bool {
    match trip {
        Trip::InARow(limit) => {
            counted
                .iter()
                .rev()
                .take_while(|(_, failed)| *failed)
                .count()
                >= limit
        }
        Trip::OfLast {
            calls,
            minimum,
            percent,
        } => {
            let last = &counted[counted.len().saturating_sub(calls)..];
            is_share(
                last.iter().map(|(_, failed)| *failed),
                minimum.min(calls),
                percent,
            )
        }
        Trip::InTime {
            millis,
            minimum,
            percent,
        } => {
            let tenth = |at: u64| (at - since) / (millis / 10);
            let recent = counted
                .iter()
                .filter(|(at, _)| tenth(*at) + 10 > tenth(now));
            is_share(recent.map(|(_, failed)| *failed), minimum, percent)
        }
    }
}

fn is_share(failed: impl Iterator<Item = bool>, minimum: usize, percent: usize) -> bool {
    let calls: Vec<bool> = failed.collect();
    let failed = calls.iter().filter(|failed| **failed).count();
    calls.len() >= minimum && failed > 0 && failed * 100 >= percent * calls.len()
}

/// The breaker under test, driven as the model is.
struct Real {
    breaker: CircuitBreaker,
    now: Arc<AtomicU64>,
    running: Vec<Permit>,
    told: Arc<Mutex<Vec<&'static str>>>,
}

impl Real {
    fn new(settings: Settings) -> Self {
        let (now, told) = (
            Arc::new(AtomicU64::new(0)),
            Arc::new(Mutex::new(Vec::new())),
        );
        let (start, read, tell) = (Instant::now(), Arc::clone(&now), Arc::clone(&told));
        let clock = move || start + Duration::from_millis(read.load(Ordering::Relaxed));
        let breaker = builder(settings)
            .clock(Clock::new(clock))
            .on_event(move |event| tell.lock().unwrap().push(event.name()))
            .build();
        Self {
            breaker,
            now,
            running: Vec::new(),
            told,
        }
    }

    fn begin(&mut self) -> bool {
        let permit = self.breaker.try_acquire().ok();
        let admitted = permit.is_some();
        self.running.extend(permit);
        admitted
    }

    fn end(&mut self, index: usize, end: End) {
        let permit = self.running.remove(index);
        match end {
            End::Success => permit.settle(Outcome::Success),
            End::Failure => permit.settle(Failure::new("down").into()),
            End::Ignored => permit.settle(Outcome::Ignored),
            End::Dropped => drop(permit),
        }
    }
}

fn builder(settings: Settings) -> CircuitBreakerBuilder {
    let rate = |minimum, percent, window| {
        let rate = FailureRate::new(percent as f64 / 100.0);
        rate.minimum_calls(minimum as u32).window(window)
    };
    let builder = CircuitBreaker::builder()
        .recovery(Duration::from_millis(settings.recovery))
        .half_open_permits(settings.permits)
        .slow_call(settings.slow.map(Duration::from_millis));
    match settings.trip {
        Trip::InARow(limit) => builder.consecutive_failures(limit as u32),
        Trip::OfLast {
            calls,
            minimum,
            percent,
        } => builder.failure_rate(rate(minimum, percent, Window::Calls(calls as u32))),
        Trip::InTime {
            millis,
            minimum,
            percent,
        } => builder.failure_rate(rate(
            minimum,
            percent,
            Window::Time(Duration::from_millis(millis)),
        )),
    }
}

fn any_settings() -> impl Strategy<Value = Settings> {
    // Quarters are exact as floats, so that the share is never a matter of rounding.
    let percent = || prop::sample::select(vec![25_usize, 50, 75, 100]);
    let trip = prop_oneof![
        (1..5_usize).prop_map(Trip::InARow),
        (1..8_usize, 1..8_usize, percent()).prop_map(|(calls, minimum, percent)| Trip::OfLast {
            calls,
            minimum,
            percent
        }),
        (1..20_u64, 1..6_usize, percent()).prop_map(|(tenth, minimum, percent)| Trip::InTime {
            millis: tenth * 10,
            minimum,
            percent,
        }),
    ];
    (trip, 0..100_u64, 1..4_u32, prop::option::of(1..100_u64)).prop_map(
        |(trip, recovery, permits, slow)| Settings {
            trip,
            recovery,
            permits,
            slow,
        },
    )
}

fn any_event() -> impl Strategy<Value = Event> {
    let end = prop_oneof![
        3 => Just(End::Failure),
        3 => Just(End::Success),
        1 => Just(End::Ignored),
        1 => Just(End::Dropped),
    ];
    prop_oneof![
        4 => Just(Event::Begin),
        4 => (any::<prop::sample::Index>(), end).prop_map(|(index, end)| Event::End(index, end)),
        2 => (0..60_u64).prop_map(Event::Pass),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn it_does_what_the_model_does(
        settings in any_settings(),
        events in prop::collection::vec(any_event(), 1..150),
    ) {
        let (mut model, mut real) = (Model::new(settings), Real::new(settings));
        for (step, event) in events.into_iter().enumerate() {
            match event {
                Event::Begin => prop_assert_eq!(real.begin(), model.begin(), "step {}", step),
                Event::End(index, end) if !model.running.is_empty() => {
                    let index = index.index(model.running.len());
                    model.end(index, end);
                    real.end(index, end);
                }
                Event::End(..) => {}
                Event::Pass(millis) => {
                    model.now += millis;
                    real.now.store(model.now, Ordering::Relaxed);
                }
            }
            prop_assert_eq!(real.breaker.state(), model.state(), "step {}", step);
            let left = model.until_probe().map(Duration::from_millis);
            prop_assert_eq!(real.breaker.until_probe(), left, "step {}", step);
            prop_assert_eq!(&*real.told.lock().unwrap(), &model.told, "step {}", step);
        }
    }
}
