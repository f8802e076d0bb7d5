//! How long the service asks to wait.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, header};
use work_requests_resilience::retry_after;

/// The wait that `Retry-After` asks for. A date counts from the answer's own `Date`, because the
/// same clock wrote both; without one it is passed over.
pub(crate) fn asked(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok();
    let value = text(header::RETRY_AFTER)?;
    let written = text(header::DATE).and_then(|date| httpdate::parse_http_date(date).ok());
    match written {
        Some(now) => retry_after(value, now),
        None if httpdate::parse_http_date(value).is_ok() => None,
        None => retry_after(value, SystemTime::UNIX_EPOCH),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn wait(after: &str, date: Option<&str>) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", after.parse().unwrap());
        if let Some(date) = date {
            headers.insert("date", date.parse().unwrap());
        }
        asked(&headers).map(|wait| wait.as_secs())
    }

    #[test]
    fn seconds_need_no_date_and_a_date_counts_from_the_answers_own() {
        let now = Some("Thu, 01 Jan 2026 00:00:00 GMT");
        assert_eq!(wait("7", None), Some(7));
        assert_eq!(wait("7", now), Some(7));
        assert_eq!(wait("Thu, 01 Jan 2026 00:00:09 GMT", now), Some(9));
        assert_eq!(wait("Thu, 01 Jan 2026 00:00:09 GMT", None), None);
        assert_eq!(wait("soon", now), None);
        assert_eq!(asked(&HeaderMap::new()), None);
    }
}
