//! Reading the values of flags.

use std::convert::Infallible;
use std::str::FromStr;
use std::time::Duration;

use secrecy::SecretString;
use work_requests::Service;

/// A hundred years: beyond it, adding to a clock could overflow.
const LONGEST_SECONDS: f64 = 100.0 * 365.0 * 86_400.0;

/// The shortest time between two reads; less would only burden the service.
const SHORTEST_INTERVAL: Duration = Duration::from_millis(100);

/// A text that may hold a password; kept out of `Debug`.
pub(super) fn secret(text: &str) -> Result<SecretString, Infallible> {
    Ok(text.into())
}

/// Seconds, fractions allowed, zero too.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.trim().parse().map_err(|_| not_seconds())?;
    if !seconds.is_finite() {
        return Err(not_seconds());
    }
    if seconds < 0.0 {
        return Err("a time cannot be negative".to_owned());
    }
    if seconds > LONGEST_SECONDS {
        return Err("that is more than a hundred years".to_owned());
    }
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

/// Seconds for a limit: zero would fail every call.
pub(super) fn limit_seconds(text: &str) -> Result<Duration, String> {
    match seconds(text)? {
        Duration::ZERO => Err("must be more than 0; leave the flag out for the default".to_owned()),
        limit => Ok(limit),
    }
}

/// Seconds between two reads.
pub(super) fn interval_seconds(text: &str) -> Result<Duration, String> {
    match seconds(text)? {
        interval if interval < SHORTEST_INTERVAL => Err("must be at least 0.1".to_owned()),
        interval => Ok(interval),
    }
}

/// How many: a whole number from 1.
pub(super) fn count<N: FromStr>(text: &str) -> Result<N, String> {
    text.trim()
        .parse()
        .map_err(|_| "not a whole number from 1".to_owned())
}

fn not_seconds() -> String {
    "not a number of seconds, such as 30 or 0.5".to_owned()
}

/// The name of a service.
pub(super) fn service(text: &str) -> Result<&'static Service, String> {
    let usual = text.trim().to_ascii_lowercase().replace('-', "_");
    Service::by_name(&usual)
        .ok_or_else(|| "there is no such service; `work-requests services` lists them".to_owned())
}

/// `NAME=VALUE`, where some service takes a parameter of that name.
pub(super) fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("a parameter is NAME=VALUE, such as namespaceName=mine")?;
    let taken = Service::all().any(|service| service.parameters().any(|known| known == name));
    match taken {
        true => Ok((name.to_owned(), value.to_owned())),
        false => Err("no service takes a parameter of that name; `work-requests services NAME` tells those of a service".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn seconds_may_have_fractions() {
        assert_eq!(seconds("30"), Ok(Duration::from_secs(30)));
        assert_eq!(seconds("0.25"), Ok(Duration::from_millis(250)));
        assert_eq!(seconds("0"), Ok(Duration::ZERO));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for bad in [
            "", "x", "-1", "-0.1", "nan", "inf", "-inf", "1e300", "1m", "1,5",
        ] {
            assert!(seconds(bad).is_err(), "{bad:?} was accepted");
        }
        assert!(limit_seconds("0").is_err());
        assert!(limit_seconds("1e-12").is_err(), "rounds to zero");
        assert!(interval_seconds("0.05").is_err());
        assert!(interval_seconds("0.1").is_ok());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,20}") {
            let _ = (seconds(&text), limit_seconds(&text), interval_seconds(&text));
        }

        #[test]
        fn an_accepted_limit_is_never_zero(value in 0.0f64..1e9) {
            if let Ok(limit) = limit_seconds(&value.to_string()) {
                prop_assert!(limit > Duration::ZERO);
            }
        }
    }
}
