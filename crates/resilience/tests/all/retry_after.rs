//! `Retry-After` in all its forms.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail so")]

use crate::support;

use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use support::secs;
use work_requests_resilience::{LONGEST_RETRY_AFTER, retry_after};

/// Sun, 06 Nov 1994 08:49:37 GMT
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)
}

#[test]
fn both_forms_are_read() {
    let rows = [
        ("0", secs(0.0)),
        ("7", secs(7.0)),
        (" 120\t", secs(120.0)),
        ("0.5", secs(0.5)),
        ("1.25", secs(1.25)),
        (".5", secs(0.5)),
        ("3.", secs(3.0)),
        ("007", secs(7.0)),
        ("Sun, 06 Nov 1994 08:49:47 GMT", secs(10.0)),
        ("Sunday, 06-Nov-94 08:50:37 GMT", secs(60.0)),
        ("Sun Nov  6 08:49:38 1994", secs(1.0)),
    ];
    for (value, expected) in rows {
        assert_eq!(retry_after(value, now()), Some(expected), "{value:?}");
    }
}

#[test]
fn a_passed_date_is_no_wait() {
    for value in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
    ] {
        assert_eq!(retry_after(value, now()), Some(Duration::ZERO), "{value:?}");
    }
}

#[test]
fn a_huge_wait_is_cut() {
    let digits = "9".repeat(5000);
    for value in ["1000000000", "18446744073709551616", &digits] {
        assert_eq!(
            retry_after(value, now()),
            Some(LONGEST_RETRY_AFTER),
            "{value:?}"
        );
    }
    let far = "Fri, 31 Dec 9999 23:59:59 GMT";
    assert_eq!(retry_after(far, now()), Some(LONGEST_RETRY_AFTER));
}

#[test]
fn the_unreadable_is_nothing() {
    let values = [
        "",
        " ",
        ".",
        "-1",
        "-0",
        "+1",
        "1e3",
        "inf",
        "NaN",
        "1.2.3",
        "0x10",
        "7 s",
        "1,5",
        "soon",
        "٣",
        "Sun, 06 Nov 1994",
        "Sun, 32 Nov 1994 08:49:37 GMT",
        "1994-11-06T08:49:37Z",
    ];
    for value in values {
        assert_eq!(retry_after(value, now()), None, "{value:?}");
    }
}

proptest! {
    #[test]
    fn no_text_overflows(value in ".*", since_epoch in any::<u32>()) {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(since_epoch.into());
        if let Some(wait) = retry_after(&value, now) {
            prop_assert!(wait <= LONGEST_RETRY_AFTER);
        }
    }

    #[test]
    fn no_number_overflows(value in "[-+]?[0-9]{0,400}[.]?[0-9]{0,400}") {
        let readable = !value.starts_with(['-', '+']) && value.contains(|c: char| c.is_ascii_digit());
        prop_assert_eq!(retry_after(&value, now()).is_some(), readable);
    }

    #[test]
    fn seconds_are_read_as_written(millis in 0..10_000_000_u64) {
        let value = format!("{}.{:03}", millis / 1000, millis % 1000);
        let wait = retry_after(&value, now()).unwrap();
        prop_assert!(wait.abs_diff(Duration::from_millis(millis)) < Duration::from_micros(1));
    }

    #[test]
    fn dates_are_read_as_written(ahead in 0..30_000_000_u64) {
        let date = httpdate::fmt_http_date(now() + Duration::from_secs(ahead));
        prop_assert_eq!(retry_after(&date, now()), Some(Duration::from_secs(ahead)));
    }
}
