//! The text that is signed.

use http::{HeaderMap, Method, Uri};

use crate::SignError;
use crate::headers::{self, DELEGATION_TOKEN, HOST, HeaderFault, REQUEST_TARGET, signed_names};

/// The text to be signed for a request whose headers are complete.
///
/// One line `name: value` for each signed header, joined by a line feed, none at the end. GET,
/// HEAD and DELETE sign `date`, `(request-target)` and `host`; POST, PUT and PATCH also
/// `content-length`, `content-type` and `x-content-sha256`, even with an empty body. An
/// `opc-obo-token` header, when present, follows `host`.
///
/// `(request-target)` is the lower-case verb and the path with its query exactly as in `uri`; an
/// empty path is `/`. `host` is the `host` header when there is one, because that is what is sent,
/// else the URI's authority without user information; an explicit port stays, `:443` too. Other
/// values are taken verbatim, without space around them (a receiver does not see it).
///
/// The function is pure: it adds no header and computes no digest;
/// [`UnsignedRequest`](crate::UnsignedRequest) does.
///
/// ```
/// use http::{HeaderMap, Method, Uri};
///
/// let mut headers = HeaderMap::new();
/// headers.insert("date", "Thu, 05 Jan 2014 21:31:40 GMT".parse()?);
/// let uri = Uri::from_static("http://localhost:7000/api");
///
/// let text = work_requests_signing::signing_string(&Method::GET, &uri, &headers)?;
/// assert_eq!(text, "date: Thu, 05 Jan 2014 21:31:40 GMT\n\
///                   (request-target): get /api\n\
///                   host: localhost:7000");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// A header to be signed is missing, empty, repeated or not ASCII, there is no host, or the verb
/// has no signature.
pub fn signing_string(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<String, SignError> {
    let names = names_for(method, headers)?;
    Ok(render(names.iter().copied(), method, uri, headers)?)
}

/// The names that this request signs, in order.
pub(crate) fn names_for(
    method: &Method,
    headers: &HeaderMap,
) -> Result<&'static [&'static str], SignError> {
    signed_names(method, headers.contains_key(DELEGATION_TOKEN)).ok_or_else(|| {
        SignError::UnsupportedMethod {
            method: method.clone(),
        }
    })
}

/// The text over `names` in their order.
pub(crate) fn render<'a>(
    names: impl Iterator<Item = &'a str>,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<String, HeaderFault> {
    let mut text = String::with_capacity(256);
    for name in names {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(name);
        text.push_str(": ");
        match name {
            REQUEST_TARGET => push_target(&mut text, method, uri),
            HOST => text.push_str(headers::host(uri, headers)?),
            name => text.push_str(headers::text(headers, name)?),
        }
    }
    Ok(text)
}

fn push_target(text: &mut String, method: &Method, uri: &Uri) {
    let verb = method.as_str().chars();
    text.extend(verb.map(|letter| letter.to_ascii_lowercase()));
    text.push(' ');
    text.push_str(match uri.path() {
        "" => "/",
        path => path,
    });
    if let Some(query) = uri.query() {
        text.push('?');
        text.push_str(query);
    }
}
