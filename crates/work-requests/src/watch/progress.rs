//! How fast a work request comes along, by the percentages it told.

use std::collections::VecDeque;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Percentages kept; older ones say little about now.
const KEPT: usize = 24;

/// Percentages needed for an estimate: two lie on a line whatever they are.
const FEWEST: usize = 3;

/// What an estimate is at least unsure of, as a share of the rate: reads are seconds apart, and
/// services round.
const LEAST_DOUBT: f64 = 0.1;

/// A pause this many times the longest between two percentages so far says that the old rate no
/// longer holds.
const LONGEST_PAUSE: f64 = 3.0;

/// How fast a work request comes along. What cannot be known is absent.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[non_exhaustive]
pub struct Progress {
    /// Percent a minute, by the percentages so far.
    pub rate: Option<f64>,
    /// When it should end.
    pub eta: Option<Eta>,
}

/// When a work request should end, if it goes on as it did.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Eta {
    /// The best guess: so long from now.
    pub remaining: Duration,
    /// The soonest that the percentages so far allow for (twice the standard error of the rate).
    pub soonest: Duration,
    /// The latest, likewise.
    pub latest: Duration,
}

/// The percentages a work request told, each when it was first seen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct History(VecDeque<Sample>);

/// Milliseconds since 1970, and percent.
type Sample = (i64, f64);

impl History {
    /// Notes a percentage read now; only what differs from the one before is news. One that falls
    /// begins anew.
    pub(super) fn note(&mut self, percent: Option<f64>, now: DateTime<Utc>) {
        let Some(percent) = percent.filter(|percent| percent.is_finite()) else {
            return;
        };
        match self.0.back() {
            Some((_, last)) if *last == percent => return,
            Some((_, last)) if *last > percent => self.0.clear(),
            _ => {}
        }
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back((now.timestamp_millis(), percent));
    }

    /// What the percentages say now.
    pub(super) fn progress(&self, now: DateTime<Utc>) -> Progress {
        self.line(now)
            .map(|line| line.progress())
            .unwrap_or_default()
    }

    /// The straight line that fits best.
    fn line(&self, now: DateTime<Utc>) -> Option<Line> {
        let (first, last) = (self.0.front()?, self.0.back()?);
        let seconds = |millis: i64| (millis - first.0) as f64 / 1000.0;
        let points: Vec<(f64, f64)> = self.0.iter().map(|(at, p)| (seconds(*at), *p)).collect();
        let now = seconds(now.timestamp_millis());
        if points.len() < FEWEST || last.1 >= 100.0 || has_paused(&points, now) {
            return None;
        }
        Line::through(&points, now)
    }
}

fn has_paused(points: &[(f64, f64)], now: f64) -> bool {
    let pauses = points.windows(2).map(|pair| pair[1].0 - pair[0].0);
    let longest = pauses.fold(0.0, f64::max);
    let since = now - points.last().map_or(now, |point| point.0);
    since > longest * LONGEST_PAUSE
}

/// Percent over seconds: a rate, how far it may be off, and where it stands now.
struct Line {
    rate: f64,
    doubt: f64,
    left: f64,
}

impl Line {
    /// Least squares, with the standard error of the slope.
    fn through(points: &[(f64, f64)], now: f64) -> Option<Self> {
        let count = points.len() as f64;
        let mean = |value: fn(&(f64, f64)) -> f64| points.iter().map(value).sum::<f64>() / count;
        let (middle, level) = (mean(|point| point.0), mean(|point| point.1));
        let spread: f64 = points.iter().map(|point| (point.0 - middle).powi(2)).sum();
        let joint: f64 = points
            .iter()
            .map(|point| (point.0 - middle) * (point.1 - level))
            .sum();
        let rate = joint / spread;
        let off = |point: &(f64, f64)| (point.1 - level - rate * (point.0 - middle)).powi(2);
        let error = (points.iter().map(off).sum::<f64>() / (count - 2.0) / spread).sqrt();
        let last = points.last()?.1;
        let here = (level + rate * (now - middle)).clamp(last, 100.0);
        let doubt = (2.0 * error).max(LEAST_DOUBT * rate);
        let line = Self {
            rate,
            doubt,
            left: 100.0 - here,
        };
        (rate.is_finite() && rate > 0.0 && doubt.is_finite()).then_some(line)
    }

    fn progress(&self) -> Progress {
        Progress {
            rate: Some(self.rate * 60.0),
            eta: self.eta(),
        }
    }

    /// None where the percentages allow for no end at all, or none within a year.
    fn eta(&self) -> Option<Eta> {
        const LONGEST: f64 = 365.0 * 86_400.0;
        let after = |rate: f64| {
            (rate > 0.0)
                .then(|| self.left / rate)
                .filter(|s| *s <= LONGEST)
        };
        let duration = |rate| after(rate).map(Duration::from_secs_f64);
        Some(Eta {
            remaining: duration(self.rate)?,
            soonest: duration(self.rate + self.doubt)?,
            latest: duration(self.rate - self.doubt)?,
        })
    }
}

/// Wall-clock time that goes on with the runtime's clock, so that it never jumps while we watch.
#[derive(Debug, Clone, Copy)]
pub(super) struct WallClock {
    began: tokio::time::Instant,
    wall: DateTime<Utc>,
}

impl WallClock {
    pub(super) fn new(wall: DateTime<Utc>) -> Self {
        Self {
            began: tokio::time::Instant::now(),
            wall,
        }
    }

    /// When that time comes; now if it has passed.
    pub(super) fn until(&self, wall: DateTime<Utc>) -> tokio::time::Instant {
        let left = (wall - self.wall).to_std().unwrap_or_default();
        self.began.checked_add(left).unwrap_or(self.began)
    }

    pub(super) fn at(&self, instant: tokio::time::Instant) -> DateTime<Utc> {
        let since = instant.saturating_duration_since(self.began);
        let since = TimeDelta::from_std(since).unwrap_or(TimeDelta::MAX);
        self.wall.checked_add_signed(since).unwrap_or(self.wall)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    fn at(seconds: f64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis((seconds * 1000.0) as i64).unwrap()
    }

    fn history(points: &[(f64, f64)]) -> History {
        let mut history = History::default();
        points
            .iter()
            .for_each(|(seconds, percent)| history.note(Some(*percent), at(*seconds)));
        history
    }

    #[test]
    fn a_steady_pace_is_foretold() {
        let progress =
            history(&[(0.0, 10.0), (10.0, 20.0), (20.0, 30.0), (30.0, 40.0)]).progress(at(30.0));
        assert_eq!(progress.rate, Some(60.0));
        let eta = progress.eta.unwrap();
        assert_eq!(eta.remaining, Duration::from_secs(60));
        assert_eq!((eta.soonest.as_secs(), eta.latest.as_secs()), (54, 66));
        // Time goes on before the next percentage comes.
        let later = history(&[(0.0, 10.0), (10.0, 20.0), (20.0, 30.0)]).progress(at(25.0));
        assert_eq!(later.eta.unwrap().remaining, Duration::from_secs(65));
    }

    #[test]
    fn an_uneven_pace_has_a_wide_range() {
        let eta = history(&[(0.0, 0.0), (10.0, 20.0), (20.0, 25.0), (30.0, 50.0)])
            .progress(at(30.0))
            .eta
            .unwrap();
        assert!(
            eta.soonest < eta.remaining && eta.remaining < eta.latest,
            "{eta:?}"
        );
        assert!(
            eta.latest - eta.soonest > Duration::from_secs(20),
            "{eta:?}"
        );
    }

    #[test]
    fn what_cannot_be_known_is_absent() {
        let none = [
            history(&[]).progress(at(0.0)),
            history(&[(0.0, 10.0), (10.0, 20.0)]).progress(at(10.0)),
            // The work has paused; the old rate no longer holds.
            history(&[(0.0, 10.0), (10.0, 20.0), (20.0, 30.0)]).progress(at(51.0)),
            // All at once, as services do that only know 0 and 100.
            history(&[(0.0, 10.0), (0.0, 20.0), (0.0, 30.0)]).progress(at(0.0)),
            history(&[(0.0, 10.0), (10.0, 50.0), (20.0, 100.0)]).progress(at(20.0)),
            // It fell: what was before is void.
            history(&[(0.0, 10.0), (10.0, 20.0), (20.0, 30.0), (30.0, 5.0)]).progress(at(30.0)),
        ];
        for progress in none {
            assert_eq!(progress, Progress::default());
        }
    }

    #[test]
    fn no_end_in_sight_is_no_eta() {
        // So uneven that a standstill is within doubt.
        let progress = history(&[(0.0, 0.0), (100.0, 1.0), (101.0, 30.0)]).progress(at(101.0));
        assert_eq!(progress.eta, None);
        assert!(progress.rate.unwrap() > 0.0);
    }

    #[test]
    fn only_so_much_is_kept() {
        let mut history = History::default();
        (0..1000).for_each(|n| history.note(Some(f64::from(n) / 10.0), at(f64::from(n))));
        assert_eq!(history.0.len(), KEPT);
    }

    proptest! {
        #[test]
        fn any_history_gives_an_ordered_estimate_or_none(
            points in proptest::collection::vec((-1e12..1e12_f64, proptest::option::of(proptest::num::f64::ANY)), 0..40),
            now in -1e12..1e12_f64,
        ) {
            let mut history = History::default();
            points.iter().for_each(|(seconds, percent)| history.note(*percent, at(*seconds)));
            let progress = history.progress(at(now));
            if let Some(eta) = progress.eta {
                prop_assert!(eta.soonest <= eta.remaining && eta.remaining <= eta.latest);
                prop_assert!(progress.rate.unwrap() > 0.0);
            }
        }

        #[test]
        fn a_steady_pace_with_rounding_is_foretold_within_its_range(
            seconds_each in 0.1..600.0_f64, step in 1_u32..10, seen in 4_u32..9,
        ) {
            let points: Vec<(f64, f64)> = (0..seen).map(|n| (f64::from(n) * seconds_each, f64::from(n * step))).collect();
            let now = points.last().unwrap().0;
            let eta = history(&points).progress(at(now)).eta.unwrap();
            let truth = Duration::from_secs_f64((100.0 - f64::from((seen - 1) * step)) / f64::from(step) * seconds_each);
            prop_assert!(eta.soonest <= truth && truth <= eta.latest, "{truth:?} {eta:?}");
        }
    }
}
