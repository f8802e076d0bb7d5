//! Times: every form of RFC 3339 is read, everything else is an error.

use super::super::case::Case;
use super::document;

const GROUP: &str = "timestamps";

pub(super) fn cases() -> Vec<Case> {
    let good = [
        "\"2026-01-01T00:00:00Z\"",
        "\"2026-01-01T00:00:00.123Z\"",
        "\"2026-01-01T00:00:00.123456789Z\"",
        "\"2026-01-01T00:00:00.1234567891234Z\"",
        "\"2026-01-01T00:00:00+00:00\"",
        "\"2026-01-01T00:00:00-00:00\"",
        "\"2026-01-01T05:30:00+05:30\"",
        "\"2025-12-31T19:00:00-05:00\"",
        "\"2026-01-01t00:00:00z\"",
        "\"2026-01-01 00:00:00Z\"",
        "\"2024-02-29T00:00:00Z\"",
        "\"2026-06-30T23:59:60Z\"",
        "\"0001-01-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59Z\"",
    ];
    let wrong = [
        "\"2026-01-01T00:00:00\"",
        "\"2026-01-01\"",
        "\"00:00:00Z\"",
        "\"2026-02-30T00:00:00Z\"",
        "\"2025-02-29T00:00:00Z\"",
        "\"2026-13-01T00:00:00Z\"",
        "\"2026-01-01T24:00:00Z\"",
        "\"2026-01-01T00:60:00Z\"",
        "\"2026-01-01T00:00:00+25:00\"",
        "\"Thu, 01 Jan 2026 00:00:00 GMT\"",
        "\"1767225600\"",
        "\"\"",
        "\"soon\"",
        "1767225600",
        "1767225600.5",
        "true",
        "[]",
        "{}",
    ];
    let case = |value: &str, expected: &str| {
        let body = document("timeAccepted", Some(value));
        Case::get(GROUP, format!("`{value}`"), expected).body(body)
    };
    let good = good.map(|value| case(value, "0 x1")).into_iter();
    let wrong = wrong.map(|value| case(value, "8 decode 200 x1").says("timeAccepted"));
    good.chain(wrong).collect()
}
