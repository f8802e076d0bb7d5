//! A request with all its signed headers in place, lacking only the signature.

use std::fmt::Write as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use http::header::{
    AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, DATE, HOST, HeaderName, HeaderValue,
};
use http::{HeaderMap, Method, Uri};
use httpdate::HttpDate;

use crate::headers::{self, CONTENT_SHA256, DELEGATION_TOKEN};
use crate::signing_string::{names_for, render};
use crate::{CredentialId, KeyId, SignError, Signed, SigningRequest, authorization, provider};

/// A request completed for signing: its headers, and the text to sign.
///
/// This is the whole of signing but the RSA operation; signers with a key elsewhere start here,
/// and a dry run can show it, because it holds no signature.
#[derive(Debug, Clone)]
pub struct UnsignedRequest {
    headers: HeaderMap,
    names: &'static [&'static str],
    text: String,
}

impl UnsignedRequest {
    /// Completes the headers of `request` and makes the text to sign.
    ///
    /// * `date`: kept verbatim when set, else written from `request.at`.
    /// * `host`: kept when set, even if it differs from the URI, because it is what is sent; else
    ///   the URI's authority without user information, with an explicit port kept.
    /// * POST, PUT and PATCH: `content-length` of the body, `content-type` (default
    ///   `application/json`, as in the reference SDK) and `x-content-sha256` (base64 of the
    ///   SHA-256) of the body. A length or digest already set is compared, never trusted.
    /// * GET, HEAD and DELETE sign no body header, as in the reference SDK, whatever the body.
    /// * `opc-obo-token` is signed when it is set.
    ///
    /// # Errors
    ///
    /// [`SignError`] when a header contradicts the request or cannot be signed.
    pub fn prepare(request: &SigningRequest<'_>) -> Result<Self, SignError> {
        Self::with_names(request, names_for(request.method, request.headers)?)
    }

    /// The same for a POST to the federation endpoint, which trades a certificate for a token: its
    /// signature covers the body and not the host, as the official SDKs have it.
    ///
    /// # Errors
    ///
    /// [`SignError`] as for [`prepare`](Self::prepare); another verb than POST is refused.
    pub fn prepare_for_federation(request: &SigningRequest<'_>) -> Result<Self, SignError> {
        match *request.method {
            Method::POST => Self::with_names(request, headers::FEDERATION),
            _ => Err(SignError::UnsupportedMethod {
                method: request.method.clone(),
            }),
        }
    }

    fn with_names(
        request: &SigningRequest<'_>,
        names: &'static [&'static str],
    ) -> Result<Self, SignError> {
        let mut headers = HeaderMap::with_capacity(8);
        headers.insert(DATE, date(request)?);
        if names.contains(&headers::HOST) {
            headers.insert(HOST, host(request.uri, request.headers)?);
        }
        if let Some(mut token) = headers::single(request.headers, DELEGATION_TOKEN)?.cloned() {
            token.set_sensitive(true);
            headers.insert(HeaderName::from_static(DELEGATION_TOKEN), token);
        }
        if names.contains(&CONTENT_SHA256) {
            headers.insert(CONTENT_LENGTH, content_length(request)?);
            headers.insert(CONTENT_TYPE, content_type(request.headers)?);
            headers.insert(HeaderName::from_static(CONTENT_SHA256), digest(request)?);
        }
        Self::over(names, request.method, request.uri, headers)
    }

    fn over(
        names: &'static [&'static str],
        method: &Method,
        uri: &Uri,
        headers: HeaderMap,
    ) -> Result<Self, SignError> {
        let text = render(names.iter().copied(), method, uri, &headers)?;
        Ok(Self {
            headers,
            names,
            text,
        })
    }

    /// The text to sign with RSASSA-PKCS1-v1_5 over SHA-256.
    ///
    /// It holds the delegation token when the request carries one.
    pub fn signing_string(&self) -> &str {
        &self.text
    }

    /// Every header that is signed, with the value that must be sent.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The signed names in order, `(request-target)` among them.
    pub fn signed_names(&self) -> &'static [&'static str] {
        self.names
    }

    /// Adds the `authorization` header made of `key_id` and the raw `signature` bytes.
    pub fn into_signed(self, key_id: &KeyId, signature: &[u8], credential: CredentialId) -> Signed {
        let authorization = self.authorization(key_id, signature);
        self.with_authorization(authorization, credential)
    }

    pub(crate) fn authorization(&self, key_id: &KeyId, signature: &[u8]) -> HeaderValue {
        authorization::render(key_id, self.names, signature)
    }

    pub(crate) fn with_authorization(
        mut self,
        authorization: HeaderValue,
        credential: CredentialId,
    ) -> Signed {
        self.headers.insert(AUTHORIZATION, authorization);
        Signed::new(self.headers, credential)
    }

    pub(crate) fn take_text(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// Whether only date, target and host are signed.
    pub(crate) fn signs_no_more_than_the_head(&self) -> bool {
        self.names == headers::HEAD
    }
}

fn date(request: &SigningRequest<'_>) -> Result<HeaderValue, SignError> {
    match headers::single(request.headers, headers::DATE)? {
        Some(value) => Ok(value.clone()),
        None => http_date(request.at),
    }
}

fn http_date(at: SystemTime) -> Result<HeaderValue, SignError> {
    // 10000-01-01T00:00:00Z; an HTTP date has four digits for the year.
    const END: Duration = Duration::from_secs(253_402_300_800);
    at.duration_since(UNIX_EPOCH)
        .ok()
        .filter(|since| *since < END)
        .and_then(|_| HeaderValue::try_from(date_text(at)).ok())
        .ok_or(SignError::TimeOutOfRange)
}

fn date_text(at: SystemTime) -> String {
    let mut text = String::with_capacity("Thu, 01 Jan 1970 00:00:00 GMT".len());
    // A string takes whatever is written.
    let _ = write!(text, "{}", HttpDate::from(at));
    text
}

fn host(uri: &Uri, headers: &HeaderMap) -> Result<HeaderValue, SignError> {
    let host = headers::host(uri, headers)?;
    if let Some(value) = headers.get(HOST).filter(|value| *value == host) {
        return Ok(value.clone());
    }
    HeaderValue::from_str(host).map_err(|_| SignError::UnreadableHeader {
        name: headers::HOST.to_owned(),
    })
}

fn content_length(request: &SigningRequest<'_>) -> Result<HeaderValue, SignError> {
    let actual = request.body.len();
    match headers::single(request.headers, headers::CONTENT_LENGTH)? {
        None => {}
        Some(_) => {
            let stated = headers::text(request.headers, headers::CONTENT_LENGTH)?;
            if stated != actual.to_string() {
                return Err(SignError::ContentLengthMismatch {
                    stated: stated.to_owned(),
                    actual,
                });
            }
        }
    }
    Ok(HeaderValue::from(actual))
}

fn content_type(headers: &HeaderMap) -> Result<HeaderValue, SignError> {
    Ok(headers::single(headers, headers::CONTENT_TYPE)?
        .cloned()
        .unwrap_or(HeaderValue::from_static("application/json")))
}

fn digest(request: &SigningRequest<'_>) -> Result<HeaderValue, SignError> {
    let actual = content_sha256(request.body);
    if headers::single(request.headers, CONTENT_SHA256)?.is_some()
        && headers::text(request.headers, CONTENT_SHA256)? != actual
    {
        return Err(SignError::DigestMismatch);
    }
    HeaderValue::try_from(actual).map_err(|_| SignError::DigestMismatch)
}

/// The value of `x-content-sha256` for `body`.
pub(crate) fn content_sha256(body: &[u8]) -> String {
    BASE64.encode(provider::sha256(body))
}
