//! Name, connection, TLS and clock, by one request without a signature.
//!
//! Whatever the service answers shows that it was reached and what time it has.

use std::net::SocketAddr;
use std::time::{Duration, SystemTime};

use chrono::TimeDelta;
use http::{HeaderMap, Uri};
use work_requests::text::length;
use work_requests::{Error, Route, Timeouts, clock_offset};

use super::Examination;
use super::finding::{Check, Finding};
use super::place::{Destination, stage_check};
use crate::clock;
use crate::context::account::Account;

/// Smaller differences do no harm.
const NEGLIGIBLE: TimeDelta = TimeDelta::seconds(60);

/// Signatures whose date is further off are refused.
const REFUSED: TimeDelta = TimeDelta::minutes(5);

/// What needs a request, in the order in which it goes right.
const STEPS: [Check; 4] = [Check::Dns, Check::Connection, Check::Tls, Check::Clock];

/// A compartment that no request without a signature gets to see.
const NONE: &str = "ocid1.compartment.oc1..none";

impl Examination<'_> {
    pub(super) async fn check_network(&mut self, account: &Account, place: &Destination) {
        if self.args.offline {
            return STEPS
                .into_iter()
                .for_each(|check| self.skip(check, OFFLINE));
        }
        self.check_name(place).await;
        if self.findings.failed(Check::Dns) {
            return;
        }
        let compartment = account.compartment().unwrap_or(NONE);
        let list = place.client.list_work_requests(compartment);
        let sent = SystemTime::from(clock::now());
        let answer = list.limit(std::num::NonZeroU32::MIN).await;
        let received = SystemTime::from(clock::now());
        match &answer {
            Ok(answer) => self.note_answer(place, answer.headers(), sent, received),
            Err(error) => match error.headers() {
                Some(headers) => self.note_answer(place, headers, sent, received),
                None => self.note_failure(place, error),
            },
        }
    }

    /// Looks the host's name up, to tell its addresses; where the proxy does that, it is left to it.
    async fn check_name(&mut self, place: &Destination) {
        if matches!(place.route, Route::Proxy { resolves: true, .. }) {
            return self.skip(Check::Dns, "the proxy looks the name up");
        }
        let host = place.uri.host().unwrap_or_default();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        if bare.parse::<std::net::IpAddr>().is_ok() {
            return self.skip(Check::Dns, "the endpoint is an address");
        }
        let limit = self.global.call.connect_timeout;
        let limit = limit.or(Timeouts::default().connect);
        // Where there is none, the call finds out how it fails.
        if let Some(found) = addresses(bare, limit.unwrap_or(Duration::MAX)).await {
            self.note(Finding::ok(Check::Dns, found));
        }
    }

    fn note_answer(
        &mut self,
        place: &Destination,
        headers: &HeaderMap,
        sent: SystemTime,
        received: SystemTime,
    ) {
        self.note_connected(&place.uri);
        self.note(tls_ok(&place.uri));
        let corrects = !self.global.call.no_skew_correction;
        self.note(clock_finding(
            clock_offset(headers, sent, received),
            corrects,
        ));
    }

    fn note_connected(&mut self, uri: &Uri) {
        let at = uri.authority().map_or("", |authority| authority.as_str());
        if !self.findings.has(Check::Dns) {
            self.note(Finding::ok(Check::Dns, "the name has an address"));
        }
        self.note(Finding::ok(Check::Connection, at));
    }

    /// What comes before the stage that failed went right.
    fn note_failure(&mut self, place: &Destination, error: &Error) {
        let failed = stage_check(error).unwrap_or(Check::Connection);
        if failed == Check::Tls {
            self.note_connected(&place.uri);
        }
        self.note(Finding::of_error(failed, error));
    }
}

/// What is said of checks that would send something.
pub(super) const OFFLINE: &str = "--offline sends nothing";

fn tls_ok(uri: &Uri) -> Finding {
    match uri.scheme_str() {
        Some("https") => Finding::ok(Check::Tls, "the certificate is trusted"),
        _ => Finding::skipped(Check::Tls, "the endpoint is http://"),
    }
}

/// The addresses of a name; `None` if there is none in time.
async fn addresses(host: &str, limit: Duration) -> Option<String> {
    let lookup = tokio::net::lookup_host((host, 0));
    let found = tokio::time::timeout(limit, lookup).await.ok()?.ok()?;
    let mut found: Vec<String> = found.map(|at: SocketAddr| at.ip().to_string()).collect();
    found.dedup();
    (!found.is_empty()).then(|| format!("{host} is {}", found.join(", ")))
}

fn clock_finding(ahead: Option<TimeDelta>, corrects: bool) -> Finding {
    const MEND: &str = "set this machine's clock, best by a time service (NTP)";
    let Some(ahead) = ahead else {
        return Finding::skipped(Check::Clock, "the answer has no date to compare with");
    };
    let off = ahead.abs();
    let seconds = TimeDelta::seconds(off.num_seconds());
    let side = match ahead < TimeDelta::zero() {
        true => "ahead of",
        false => "behind",
    };
    let detail = format!(
        "this machine's clock is {} {side} the service's",
        length(seconds)
    );
    if off <= NEGLIGIBLE {
        return Finding::ok(Check::Clock, "within a minute of the service's");
    }
    if off <= REFUSED {
        return Finding::warn(Check::Clock, detail, MEND);
    }
    if corrects {
        let detail = format!("{detail}; this program corrects for it, others are refused");
        return Finding::warn(Check::Clock, detail, MEND);
    }
    Finding::fail(
        Check::Clock,
        format!("{detail}; signatures are refused beyond 5 minutes"),
        MEND,
    )
}

#[cfg(test)]
mod tests {
    use super::super::finding::Status;
    use super::*;

    #[test]
    fn a_clock_is_judged_by_what_the_service_refuses() {
        let status =
            |seconds, corrects| clock_finding(Some(TimeDelta::seconds(seconds)), corrects).status;
        for seconds in [-60, 0, 60] {
            assert_eq!(status(seconds, false), Status::Ok);
        }
        for seconds in [-300, -61, 61, 300] {
            assert_eq!(status(seconds, false), Status::Warn);
        }
        for seconds in [-301, 301, 1_000_000_000] {
            assert_eq!(status(seconds, false), Status::Fail);
            assert_eq!(status(seconds, true), Status::Warn);
        }
        assert_eq!(clock_finding(None, true).status, Status::Skipped);
    }
}
