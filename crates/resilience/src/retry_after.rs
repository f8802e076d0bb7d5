//! The `Retry-After` header field.

use std::time::{Duration, SystemTime};

/// The longest wait that [`retry_after`] answers, 365 days: longer ones are cut to it.
pub const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// Reads a `Retry-After` value (RFC 9110, section 10.2.3) as a wait from `now` on.
///
/// Both forms are read: seconds, with a fraction too (`7`, `0.5`), and an HTTP date in each of its
/// three spellings. A date that has passed is a wait of zero. A wait over
/// [`LONGEST_RETRY_AFTER`] is cut to it. Anything else, a negative number included, is `None`.
///
/// A date was written by the server's clock: where its `Date` field is at hand, that is the
/// better `now`.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use work_requests_resilience::retry_after;
///
/// let now = SystemTime::UNIX_EPOCH;
/// assert_eq!(retry_after("1.5", now), Some(Duration::from_millis(1500)));
/// assert_eq!(retry_after("Thu, 01 Jan 1970 00:00:07 GMT", now), Some(Duration::from_secs(7)));
/// assert_eq!(retry_after("soon", now), None);
/// ```
pub fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    let wait = if is_decimal(value) {
        seconds(value)?
    } else {
        until(value, now)?
    };
    Some(wait.min(LONGEST_RETRY_AFTER))
}

/// Digits with at most one point: keeps out the signs, exponents and words that `f64` would read.
fn is_decimal(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let points = value.bytes().filter(|byte| *byte == b'.').count();
    digits > 0 && points <= 1 && digits + points == value.len()
}

fn seconds(value: &str) -> Option<Duration> {
    let seconds: f64 = value.parse().ok()?;
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(LONGEST_RETRY_AFTER))
}

fn until(date: &str, now: SystemTime) -> Option<Duration> {
    let date = httpdate::parse_http_date(date).ok()?;
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}
