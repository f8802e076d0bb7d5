//! Which headers are signed, and how their values are read.

use http::{HeaderMap, HeaderValue, Method, Uri};

pub(crate) const DATE: &str = "date";
/// Stands in for `date` where a platform keeps callers from setting that; the SDK for TypeScript
/// signs it.
pub(crate) const X_DATE: &str = "x-date";
pub(crate) const REQUEST_TARGET: &str = "(request-target)";
pub(crate) const HOST: &str = "host";
pub(crate) const DELEGATION_TOKEN: &str = "opc-obo-token";
pub(crate) const CONTENT_LENGTH: &str = "content-length";
pub(crate) const CONTENT_TYPE: &str = "content-type";
pub(crate) const CONTENT_SHA256: &str = "x-content-sha256";

pub(crate) const HEAD: &[&str] = &[DATE, REQUEST_TARGET, HOST];
const HEAD_DELEGATED: &[&str] = &[DATE, REQUEST_TARGET, HOST, DELEGATION_TOKEN];
const BODY: &[&str] = &[
    DATE,
    REQUEST_TARGET,
    HOST,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    CONTENT_SHA256,
];
const BODY_DELEGATED: &[&str] = &[
    DATE,
    REQUEST_TARGET,
    HOST,
    DELEGATION_TOKEN,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    CONTENT_SHA256,
];

/// What calls to the federation endpoint sign: a body, and no host.
pub(crate) const FEDERATION: &[&str] = &[
    DATE,
    REQUEST_TARGET,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    CONTENT_SHA256,
];

/// The names to sign, in the order of the reference SDK; `None` for a verb without a signature.
///
/// The verb decides whether the body is signed, not whether there is one.
pub(crate) fn signed_names(method: &Method, delegated: bool) -> Option<&'static [&'static str]> {
    match (method.as_str(), delegated) {
        ("GET" | "HEAD" | "DELETE", false) => Some(HEAD),
        ("GET" | "HEAD" | "DELETE", true) => Some(HEAD_DELEGATED),
        ("POST" | "PUT" | "PATCH", false) => Some(BODY),
        ("POST" | "PUT" | "PATCH", true) => Some(BODY_DELEGATED),
        _ => None,
    }
}

/// What is wrong with a header that is to be signed; carries the name.
#[derive(Debug)]
pub(crate) enum HeaderFault {
    Missing(String),
    Empty(String),
    Repeated(String),
    Unreadable(String),
}

/// The one value of `name`, if there is any.
pub(crate) fn single<'a>(
    headers: &'a HeaderMap,
    name: &str,
) -> Result<Option<&'a HeaderValue>, HeaderFault> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (_, Some(_)) => Err(HeaderFault::Repeated(name.to_owned())),
        (first, None) => Ok(first),
    }
}

/// The text of the one value of `name`, as a receiver reads it: without space around it.
pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Result<&'a str, HeaderFault> {
    let value = single(headers, name)?.ok_or_else(|| HeaderFault::Missing(name.to_owned()))?;
    non_empty(value, name)
}

fn non_empty<'a>(value: &'a HeaderValue, name: &str) -> Result<&'a str, HeaderFault> {
    let text = value
        .to_str()
        .map_err(|_| HeaderFault::Unreadable(name.to_owned()))?
        .trim_matches([' ', '\t']);
    match text {
        "" => Err(HeaderFault::Empty(name.to_owned())),
        text => Ok(text),
    }
}

/// The host to sign: the `host` header, because that is what is sent; else the URI's authority
/// without user information, with an explicit port kept.
pub(crate) fn host<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> Result<&'a str, HeaderFault> {
    if headers.contains_key(HOST) {
        return text(headers, HOST);
    }
    uri.authority()
        .map(|authority| authority.as_str())
        .map(|text| text.rsplit_once('@').map_or(text, |(_, host)| host))
        .filter(|host| !host.is_empty())
        .ok_or_else(|| HeaderFault::Missing(HOST.to_owned()))
}
