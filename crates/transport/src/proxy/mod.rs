//! Which requests go through which proxy.

mod handshake;
mod route;

use std::fmt;

use http::uri::{PathAndQuery, Scheme};
use http::{HeaderValue, Uri};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use secrecy::{ExposeSecret, SecretString};

pub use self::route::Route;

pub(crate) use self::handshake::{Opened, handshake};

use crate::error::{BuildError, Delivery, ErrorKind, TransportError};
use crate::hosts::{has_usable_port, is_never_proxied};

/// A proxy URL may hold a password.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProxySettings {
    /// For everything; beats the environment.
    pub(crate) explicit: Option<SecretString>,
    pub(crate) no_proxy: Option<String>,
    environment: Environment,
}

/// What the environment says.
#[derive(Clone, Debug, Default)]
struct Environment {
    http: Option<SecretString>,
    https: Option<SecretString>,
    all: Option<SecretString>,
    no: Option<String>,
}

impl ProxySettings {
    /// Reads the variables that curl reads, the lower-case name first.
    pub(crate) fn read_environment(&mut self, variable: &dyn Fn(&str) -> Option<String>) {
        let set = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        let either = |name: &str| set(name).or_else(|| set(&name.to_ascii_uppercase()));
        let secret = |value: Option<String>| value.map(SecretString::from);
        // Under CGI, `HTTP_PROXY` is a header that a visitor may send.
        let under_cgi = variable("REQUEST_METHOD").is_some();
        let http = if under_cgi {
            set("http_proxy")
        } else {
            either("http_proxy")
        };
        self.environment = Environment {
            http: secret(http),
            https: secret(either("https_proxy")),
            all: secret(either("all_proxy")),
            no: either("no_proxy"),
        };
    }
}

/// The proxies in use.
pub(crate) struct Proxies {
    http: Choice,
    https: Choice,
}

/// What is done with one scheme's requests.
enum Choice {
    Direct,
    Proxy(Box<Matcher>),
    /// A variable that cannot be understood. It fails only the requests it is for.
    Unusable(&'static str),
}

impl Proxies {
    pub(crate) fn new(settings: &ProxySettings) -> Result<Self, BuildError> {
        let environment = &settings.environment;
        let exempt = settings.no_proxy.as_ref().or(environment.no.as_ref());
        let exempt = exempt.map_or("", |list| list.trim());
        if let Some(url) = &settings.explicit {
            let chosen = || matcher(url, exempt).ok_or(BuildError::Proxy);
            return Ok(Self {
                http: Choice::Proxy(chosen()?),
                https: Choice::Proxy(chosen()?),
            });
        }
        let choose = |name, own: &Option<SecretString>| match (own, &environment.all) {
            (Some(url), _) => choice(name, url, exempt),
            (None, Some(url)) => choice("ALL_PROXY", url, exempt),
            (None, None) => Choice::Direct,
        };
        Ok(Self {
            http: choose("HTTP_PROXY", &environment.http),
            https: choose("HTTPS_PROXY", &environment.https),
        })
    }

    /// The proxy for `target`, if it goes through one.
    pub(crate) fn route(&self, target: &Uri) -> Result<Option<Proxy>, TransportError> {
        let host = target.host().unwrap_or_default();
        let choice = if target.scheme() == Some(&Scheme::HTTP) {
            &self.http
        } else {
            &self.https
        };
        match choice {
            _ if is_never_proxied(host) => Ok(None),
            Choice::Direct => Ok(None),
            Choice::Proxy(matcher) => Ok(matcher.intercept(target).map(Proxy)),
            Choice::Unusable(name) => Err(unusable(name)),
        }
    }
}

fn choice(name: &'static str, url: &SecretString, exempt: &str) -> Choice {
    matcher(url, exempt).map_or(Choice::Unusable(name), Choice::Proxy)
}

/// `None` if hyper-util cannot use the URL, which it would not say.
fn matcher(url: &SecretString, exempt: &str) -> Option<Box<Matcher>> {
    let url = url.expose_secret().trim();
    let probe = Uri::from_static("https://probe.invalid");
    let proxy = Matcher::builder().all(url).build().intercept(&probe)?;
    proxy
        .uri()
        .authority()
        .filter(|at| !at.host().is_empty() && has_usable_port(at))?;
    // The matcher's `*` is for names only; everyone else's is for addresses too.
    let exempt = if exempt == "*" {
        "*, 0.0.0.0/0, ::/0"
    } else {
        exempt
    };
    Some(Box::new(Matcher::builder().all(url).no(exempt).build()))
}

fn unusable(name: &str) -> TransportError {
    TransportError::new(
        ErrorKind::Proxy,
        Delivery::NotSent,
        format!(
            "{name} is not a proxy URL: give http, https, socks4, socks4a, socks5 or socks5h \
             with host and port, or unset it"
        ),
    )
}

impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxies")
            .field("http", &self.http)
            .field("https", &self.https)
            .finish()
    }
}

impl fmt::Debug for Choice {
    /// Without users and passwords, which the matcher leaves out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Direct => f.write_str("Direct"),
            Self::Proxy(matcher) => matcher.fmt(f),
            Self::Unusable(name) => write!(f, "Unusable({name})"),
        }
    }
}

/// How to speak to a proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protocol {
    /// An HTTP proxy; spoken to over TLS if its URL says `https`.
    Http,
    Socks4,
    Socks5,
}

/// A proxy that a request goes through.
pub(crate) struct Proxy(Intercept);

impl Proxy {
    fn protocol(&self) -> Protocol {
        match self.0.uri().scheme_str() {
            Some("socks4" | "socks4a") => Protocol::Socks4,
            Some("socks5" | "socks5h") => Protocol::Socks5,
            _ => Protocol::Http,
        }
    }

    /// Whether names are resolved here, as `socks4` and `socks5` ask, or by the proxy.
    fn wants_addresses(&self) -> bool {
        matches!(self.0.uri().scheme_str(), Some("socks4" | "socks5"))
    }

    /// What may be told of it.
    pub(crate) fn as_route(&self) -> Route {
        let uri = self.uri();
        let place = uri.authority().map_or("", |at| at.as_str());
        Route::Proxy {
            url: format!("{}://{place}", uri.scheme_str().unwrap_or("http")),
            resolves: !self.wants_addresses(),
        }
    }

    /// Whether the proxy takes plain http requests as they are, instead of a tunnel.
    pub(crate) fn forwards(&self, target: &Uri) -> bool {
        self.protocol() == Protocol::Http && target.scheme() == Some(&Scheme::HTTP)
    }

    /// Where the proxy is. SOCKS without a port means 1080.
    pub(crate) fn uri(&self) -> Uri {
        let uri = self.0.uri().clone();
        if uri.port().is_some() || self.protocol() == Protocol::Http {
            return uri;
        }
        with_authority(&uri, &format!("{}:1080", uri.host().unwrap_or_default()))
    }

    /// The `proxy-authorization` of an HTTP proxy.
    pub(crate) fn authorization(&self) -> Option<&HeaderValue> {
        self.0.basic_auth()
    }

    /// User and password of a SOCKS proxy.
    fn login(&self) -> Option<(&str, &str)> {
        self.0.raw_auth()
    }
}

/// The same URI at another place; unchanged if that is no authority.
fn with_authority(uri: &Uri, authority: &str) -> Uri {
    let mut parts = uri.clone().into_parts();
    parts.authority = authority.parse().ok();
    parts
        .path_and_query
        .get_or_insert(PathAndQuery::from_static("/"));
    Uri::from_parts(parts).unwrap_or_else(|_| uri.clone())
}

#[cfg(test)]
mod tests;
