//! The waits of each kind of backoff.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail so")]

use crate::support;

use std::time::Duration;

use proptest::prelude::*;
use support::secs;
use tower::retry::backoff::{Backoff as _, MakeBackoff as _};
use work_requests_resilience::backoff::BackoffKind::{
    self, Decorrelated, EqualJitter, FullJitter, FullJitterEqualOnThrottle,
};
use work_requests_resilience::{Backoff, Jitter};

const ALMOST_ONE: f64 = 1.0 - f64::EPSILON;

/// The least and the most that chance can make of a wait.
fn range(kind: BackoffKind, failures: u32, throttled: bool) -> (f64, f64) {
    let delay = |unit| {
        Backoff::new(kind)
            .delay(failures, throttled, unit)
            .as_secs_f64()
    };
    (delay(0.0), delay(ALMOST_ONE))
}

#[test]
fn ranges_are_those_of_the_reference() {
    let rows = [
        // kind, throttled, the ranges after failure 1, 2, …
        (
            Decorrelated,
            false,
            &[(1, 2), (2, 3), (4, 5), (8, 9), (16, 17), (30, 30), (30, 30)][..],
        ),
        (
            FullJitter,
            false,
            &[(0, 2), (0, 4), (0, 8), (0, 16), (0, 30), (0, 30)],
        ),
        (
            EqualJitter,
            false,
            &[(1, 2), (2, 4), (4, 8), (8, 16), (15, 30), (15, 30)],
        ),
        (FullJitterEqualOnThrottle, false, &[(0, 2), (0, 4), (0, 8)]),
        (FullJitterEqualOnThrottle, true, &[(1, 2), (2, 4), (4, 8)]),
        (FullJitter, true, &[(0, 2)]),
    ];
    for (kind, throttled, ranges) in rows {
        for (failures, (least, most)) in (1..).zip(ranges) {
            let (low, high) = range(kind, failures, throttled);
            let case = format!("{kind:?} after {failures}: {low} to {high}");
            assert!((low - f64::from(*least)).abs() < 1e-6, "{case}");
            assert!((high - f64::from(*most)).abs() < 1e-6, "{case}");
        }
    }
}

#[test]
fn the_numbers_can_be_changed() {
    let backoff = Backoff::default()
        .base(secs(0.2))
        .growth(3.0)
        .cap(secs(2.5));
    let delays = [1, 2, 3, 4].map(|failures| backoff.delay(failures, false, 0.1));
    assert_eq!(delays, [secs(0.3), secs(0.7), secs(1.9), secs(2.5)]);
}

#[tokio::test(start_paused = true)]
async fn towers_traits_sleep_the_same_waits() {
    let mut make = Backoff::default().with_jitter(Jitter::new(|| 0.5));
    for _call in 0..2 {
        let mut series = make.make_backoff();
        for expected in [1.5, 2.5, 4.5] {
            let start = tokio::time::Instant::now();
            series.next_backoff().await;
            assert_eq!(start.elapsed(), secs(expected));
        }
    }
}

#[test]
fn one_seed_makes_one_sequence() {
    let draw = |jitter: Jitter| [(); 5].map(|()| jitter.next());
    assert_eq!(draw(Jitter::seeded(7)), draw(Jitter::seeded(7)));
    assert_ne!(draw(Jitter::seeded(7)), draw(Jitter::seeded(8)));
    assert_ne!(draw(Jitter::default()), draw(Jitter::default()));
}

#[test]
fn chance_stays_in_its_range() {
    let rows = [
        (f64::NAN, 0.0),
        (-3.0, 0.0),
        (0.25, 0.25),
        (f64::NEG_INFINITY, 0.0),
    ];
    for (given, expected) in rows {
        assert_eq!(Jitter::new(move || given).next(), expected);
    }
    for given in [1.0, 17.0, f64::INFINITY] {
        let unit = Jitter::new(move || given).next();
        assert!((0.9..1.0).contains(&unit), "{given} became {unit}");
    }
}

fn any_kind() -> impl Strategy<Value = BackoffKind> {
    prop::sample::select(vec![
        Decorrelated,
        FullJitter,
        EqualJitter,
        FullJitterEqualOnThrottle,
    ])
}

fn any_duration() -> impl Strategy<Value = Duration> {
    prop_oneof![
        Just(Duration::ZERO),
        Just(Duration::MAX),
        (0..100_000_u64).prop_map(Duration::from_millis),
        (any::<u64>(), 0..1_000_000_000_u32).prop_map(|(s, n)| Duration::new(s, n)),
    ]
}

proptest! {
    #[test]
    fn no_input_overflows_or_passes_the_cap(
        kind in any_kind(),
        base in any_duration(),
        cap in any_duration(),
        growth in any::<f64>(),
        failures in any::<u32>(),
        throttled in any::<bool>(),
        unit in any::<f64>(),
    ) {
        let backoff = Backoff::new(kind).base(base).cap(cap).growth(growth);
        prop_assert!(backoff.delay(failures, throttled, unit) <= cap);
    }

    /// Written anew from the formulas, in their own terms.
    #[test]
    fn waits_follow_the_formulas(
        kind in any_kind(),
        base in 0.0..20.0_f64,
        growth in 1.0..5.0_f64,
        cap in 0.0..100.0_f64,
        n in 1..30_i32,
        throttled in any::<bool>(),
        u in 0.0..1.0_f64,
    ) {
        let e = (base * growth.powi(n)).min(cap);
        let expected = match kind {
            Decorrelated => (base * growth.powi(n - 1) + u).min(cap),
            EqualJitter => e / 2.0 + u * e / 2.0,
            FullJitterEqualOnThrottle if throttled => e / 2.0 + u * e / 2.0,
            _ => u * e,
        };
        let backoff = Backoff::new(kind).base(secs(base)).growth(growth).cap(secs(cap));
        let delay = backoff.delay(n.unsigned_abs(), throttled, u).as_secs_f64();
        prop_assert!((delay - expected).abs() < 1e-6, "{delay} is not {expected}");
    }

    #[test]
    fn the_same_chance_never_waits_less_after_more_failures(
        kind in any_kind(), failures in 1..1000_u32, unit in 0.0..1.0_f64,
    ) {
        let backoff = Backoff::new(kind);
        prop_assert!(backoff.delay(failures, false, unit) <= backoff.delay(failures + 1, false, unit));
    }
}
