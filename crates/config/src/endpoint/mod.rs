//! Where requests go: scheme, host and base path.

mod error;
mod parse;
mod service;
mod template;

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

pub use self::error::EndpointError;
pub use self::service::{EndpointOptions, ServiceTemplates};
pub use self::template::{EndpointTemplate, Expansion};

use crate::Region;

/// The base of a service's requests, checked once so that nothing in it can surprise later.
///
/// ```
/// use work_requests_config::Endpoint;
///
/// let endpoint = Endpoint::parse("https://gateway.example.com:8443/oci/")?;
/// assert_eq!(endpoint.authority(), "gateway.example.com:8443");
/// assert_eq!(endpoint.base_path(), "/oci");
/// assert_eq!(
///     endpoint.join("20160918", "/workRequests"),
///     "https://gateway.example.com:8443/oci/20160918/workRequests",
/// );
/// # Ok::<(), work_requests_config::EndpointError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Endpoint {
    scheme: Scheme,
    authority: String,
    host: String,
    port: Option<u16>,
    base_path: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Scheme {
    Http,
    Https,
}

/// What may not stand raw in the path or query of a request.
const UNSAFE_IN_TARGET: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

impl Endpoint {
    /// Reads `http://` or `https://`, a host, and optionally a port and a path.
    ///
    /// Scheme and host may be in any case; the host is a name, an IPv4 address or an IPv6 address
    /// in brackets. Slashes at the end of the path do not count, and several in a row count as one.
    ///
    /// # Errors
    /// [`EndpointError`] says which part cannot be used: user information, a query, a fragment, a
    /// dot segment, and every character that could be read as one of these, are refused.
    pub fn parse(text: &str) -> Result<Self, EndpointError> {
        parse::endpoint(text)
    }

    /// Fills in a template such as `https://iaas.{region}.{secondLevelDomain}`.
    ///
    /// The short form of [`EndpointTemplate::parse`] and [`EndpointTemplate::expand`] with no
    /// parameters and dual stack off.
    ///
    /// # Errors
    /// [`EndpointError`] when the template or what comes out of it is no endpoint.
    pub fn from_template(template: &str, region: &Region) -> Result<Self, EndpointError> {
        EndpointTemplate::parse(template)?.expand(&Expansion::new().region(region))
    }

    /// `http` or `https`.
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        match self.scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        }
    }

    /// The host as given; an IPv6 address without its brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, if one was given.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// Host and port exactly as given: an explicit `:443` stays, and so does upper case.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The path before the API version, without a slash at its end; empty if there is none.
    #[must_use]
    pub fn base_path(&self) -> &str {
        &self.base_path
    }

    /// Whether the host is `localhost`, in 127.0.0.0/8 or `::1` (mapped IPv4 included).
    ///
    /// Other names that happen to resolve to such an address do not count.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        if let Ok(address) = self.host.parse::<Ipv4Addr>() {
            return address.is_loopback();
        }
        if let Ok(address) = self.host.parse::<Ipv6Addr>() {
            return address.to_canonical().is_loopback();
        }
        self.host.eq_ignore_ascii_case("localhost")
    }

    /// The full URL of `path` (with or without query) below the API version.
    ///
    /// The version is not repeated when the endpoint's path already ends in it, and no `//`
    /// arises at the seams. `path` is expected percent-encoded; a character that may not stand in
    /// a request target, `#` among them, is encoded here, so the host cannot change.
    #[must_use]
    pub fn join(&self, api_version: &str, path: &str) -> String {
        let version = api_version.trim_matches('/');
        let repeated = version.is_empty() || self.base_path.rsplit('/').next() == Some(version);
        let mut url = self.to_string();
        if !repeated {
            push_segment(&mut url, version);
        }
        match path.strip_prefix('/').unwrap_or(path) {
            "" => {}
            query if query.starts_with('?') => {
                url.extend(utf8_percent_encode(query, UNSAFE_IN_TARGET))
            }
            rest => push_segment(&mut url, rest),
        }
        url
    }
}

fn push_segment(url: &mut String, text: &str) {
    url.push('/');
    url.extend(utf8_percent_encode(text, UNSAFE_IN_TARGET));
}

impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// Scheme, authority and base path.
impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}://{}{}",
            self.scheme(),
            self.authority,
            self.base_path
        )
    }
}
