//! The requests that a signer is asked to sign.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use crate::SigningRequest;

/// 2026-01-01T00:00:00Z, whole seconds as a date has them.
const AT: Duration = Duration::from_secs(1_767_225_600);

/// A request to sign, and why it is asked.
pub(super) struct Sample {
    pub(super) case: &'static str,
    pub(super) host: &'static str,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: &'static [u8],
}

impl Sample {
    fn new(case: &'static str, method: Method, uri: &'static str) -> Self {
        let uri = Uri::from_static(uri);
        let host = "service.example";
        let (headers, body) = (HeaderMap::new(), b"".as_slice());
        Self {
            case,
            host,
            method,
            uri,
            headers,
            body,
        }
    }

    fn host(mut self, host: &'static str) -> Self {
        self.host = host;
        self
    }

    fn header(mut self, name: &'static str, value: &'static str) -> Self {
        let name = HeaderName::from_static(name);
        self.headers.append(name, HeaderValue::from_static(value));
        self
    }

    fn body(mut self, body: &'static str) -> Self {
        self.body = body.as_bytes();
        self
    }

    /// What is handed to the signer.
    pub(super) fn request(&self) -> SigningRequest<'_> {
        self.with_headers(&self.headers)
    }

    /// What arrives at the service when `headers` are sent.
    pub(super) fn with_headers<'a>(&'a self, headers: &'a HeaderMap) -> SigningRequest<'a> {
        let at = SystemTime::UNIX_EPOCH + AT;
        SigningRequest::new(&self.method, &self.uri, headers, self.body, at)
    }
}

/// Requests that must be signed.
pub(super) fn good() -> Vec<Sample> {
    vec![
        Sample::new(
            "GET",
            Method::GET,
            "https://service.example/20160918/workRequests",
        ),
        Sample::new("HEAD", Method::HEAD, "https://service.example/x"),
        Sample::new("DELETE", Method::DELETE, "https://service.example/x"),
        Sample::new(
            "POST with a body",
            Method::POST,
            "https://service.example/x",
        )
        .body(r#"{"displayName":"größe"}"#),
        Sample::new(
            "POST without a body",
            Method::POST,
            "https://service.example/x",
        ),
        Sample::new(
            "PUT with a content type",
            Method::PUT,
            "https://service.example/x",
        )
        .header("content-type", "text/plain; charset=utf-8")
        .body("text"),
        Sample::new("PATCH", Method::PATCH, "https://service.example/x").body("[]"),
        Sample::new(
            "GET with a query that is neither sorted nor decoded",
            Method::GET,
            "https://service.example/a%2Fb/~c?z=%41+b&a=1&a=&%7e",
        ),
        Sample::new(
            "GET of a target without a path",
            Method::GET,
            "https://service.example",
        ),
        Sample::new(
            "GET with the usual port written out",
            Method::GET,
            "https://service.example:443/x",
        )
        .host("service.example:443"),
        Sample::new(
            "GET from an IPv6 address",
            Method::GET,
            "http://[::1]:9080/x",
        )
        .host("[::1]:9080"),
        Sample::new(
            "GET with a date that is already there",
            Method::GET,
            "https://service.example/x",
        )
        .header("date", "Thu, 01 Jan 2026 00:00:00 GMT"),
        Sample::new(
            "GET with headers that are not signed",
            Method::GET,
            "https://service.example/x",
        )
        .header("accept", "application/json")
        .header("opc-request-id", "A/B/C")
        .header("x-repeated", "1")
        .header("x-repeated", "2"),
        Sample::new(
            "GET with a delegation token",
            Method::GET,
            "https://service.example/x",
        )
        .header("opc-obo-token", "delegated"),
    ]
}

/// Requests that must not be signed as they are.
pub(super) fn bad() -> Vec<Sample> {
    let post = |case| Sample::new(case, Method::POST, "https://service.example/x").body("{}");
    vec![
        Sample::new(
            "OPTIONS, which has no signature",
            Method::OPTIONS,
            "https://service.example/x",
        ),
        post("POST with a content-length that is not the body's").header("content-length", "3"),
        post("POST with a digest that is not the body's").header(
            "x-content-sha256",
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        ),
        Sample::new("GET without a host", Method::GET, "/x"),
    ]
}
