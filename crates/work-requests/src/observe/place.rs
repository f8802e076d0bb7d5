//! The attributes that name a target, with nothing in them that does not belong in a trace.

use std::fmt;

use http::Uri;

/// A URL whose query shows its names only: values are identifiers and tokens.
pub(super) struct Redacted<'a>(pub(super) &'a Uri);

impl fmt::Display for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.0.scheme_str().unwrap_or_default();
        let place = self.0.authority().map_or("", |place| place.as_str());
        // A client's endpoint has no user information, and one here would be a secret.
        let place = place.rsplit('@').next().unwrap_or_default();
        write!(f, "{scheme}://{place}{}", self.0.path())?;
        let pairs = self
            .0
            .query()
            .into_iter()
            .flat_map(|query| query.split('&'));
        for (index, pair) in pairs.enumerate() {
            let sign = if index == 0 { '?' } else { '&' };
            let name = pair.split('=').next().unwrap_or_default();
            write!(f, "{sign}{name}=REDACTED")?;
        }
        Ok(())
    }
}

/// The port in the URL, else the scheme's own.
pub(super) fn port(uri: &Uri) -> u16 {
    let usual = match uri.scheme_str() {
        Some("http") => 80,
        _ => 443,
    };
    uri.port_u16().unwrap_or(usual)
}

/// The host; an IPv6 address without its brackets.
pub(super) fn host(uri: &Uri) -> &str {
    let host = uri.host().unwrap_or_default();
    host.trim_start_matches('[').trim_end_matches(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_query_are_not_told() {
        for (url, shown) in [
            ("https://a.example/b", "https://a.example/b"),
            (
                "https://me:pw@a.example:8443/b?page=t0ken&limit=5&x",
                "https://a.example:8443/b?page=REDACTED&limit=REDACTED&x=REDACTED",
            ),
        ] {
            let uri: Uri = url.parse().unwrap();
            assert_eq!(Redacted(&uri).to_string(), shown);
        }
    }

    #[test]
    fn a_port_that_is_not_written_is_the_schemes() {
        let of = |url: &str| {
            let uri: Uri = url.parse().unwrap();
            (host(&uri).to_owned(), port(&uri))
        };
        assert_eq!(of("https://a.example/"), ("a.example".to_owned(), 443));
        assert_eq!(of("http://[::1]/"), ("::1".to_owned(), 80));
        assert_eq!(of("http://a.example:81/"), ("a.example".to_owned(), 81));
    }
}
