//! Times and durations in the words of a person.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use work_requests::text::length;
use work_requests::work::WorkRequest;

/// How long ago `time` was: `12s ago`, `3m ago`, `5h ago`, `9d ago`, or a date beyond 60 days. A time
/// to come reads `in 3m`: clocks differ.
pub(crate) fn relative(time: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let past = now.signed_duration_since(time);
    let distance = past.abs();
    match distance {
        d if d < TimeDelta::seconds(1) => "now".to_owned(),
        d if d >= TimeDelta::days(60) => time.format("%Y-%m-%d").to_string(),
        d if past < TimeDelta::zero() => format!("in {}", largest_unit(d)),
        d => format!("{} ago", largest_unit(d)),
    }
}

/// A time to the second, in UTC: `2026-11-24T01:51:00Z`.
pub(crate) fn exact(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// How long a work request took: from its start, or its acceptance, until its end or now.
pub(crate) fn elapsed(work: &WorkRequest, now: DateTime<Utc>) -> Option<String> {
    let began = work.time_started().or_else(|| work.time_accepted())?;
    let until = work.time_finished().unwrap_or(now);
    Some(length(until.signed_duration_since(began)))
}

/// The largest whole unit of a length: `12s`, `3m`, `5h`, `9d`.
pub(crate) fn largest_unit(duration: TimeDelta) -> String {
    match duration.num_seconds() {
        seconds @ ..60 => format!("{seconds}s"),
        seconds @ 60..3_600 => format!("{}m", seconds / 60),
        seconds @ 3_600..86_400 => format!("{}h", seconds / 3_600),
        seconds => format!("{}d", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ago(seconds: i64) -> String {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        relative(now - TimeDelta::seconds(seconds), now)
    }

    #[test]
    fn times_are_told_from_now() {
        let told = [
            0,
            1,
            59,
            60,
            3_599,
            3_600,
            86_399,
            86_400,
            59 * 86_400,
            60 * 86_400,
        ]
        .map(ago);
        assert_eq!(
            told,
            [
                "now",
                "1s ago",
                "59s ago",
                "1m ago",
                "59m ago",
                "1h ago",
                "23h ago",
                "1d ago",
                "59d ago",
                "2026-11-16"
            ]
        );
        assert_eq!([-1, -180].map(ago), ["in 1s", "in 3m"]);
    }

    proptest! {
        #[test]
        fn any_two_times_can_be_told(a in -8_000_000_000_000i64..8_000_000_000_000, b in -8_000_000_000_000i64..8_000_000_000_000) {
            let time = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
            prop_assert!(!relative(time(a), time(b)).is_empty());
        }
    }
}
