//! One answer of a fault.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};

use super::{Breakdown, FaultError, Wire};
use crate::errors::{body, usual_code};
use crate::script::optional_seconds;

/// A status with its body and headers, a delay, a breakdown, or several of these together.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FaultAnswer {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retry_after: Option<RetryAfter>,
    #[serde(
        default,
        with = "optional_seconds",
        skip_serializing_if = "Option::is_none"
    )]
    delay: Option<Duration>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    headers: BTreeMap<String, String>,
    #[serde(rename = "break", default, skip_serializing_if = "Option::is_none")]
    breakdown: Option<Breakdown>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wire: Option<Wire>,
}

impl FaultAnswer {
    /// Answers this status, with the code that is usual for it. 200 to 999.
    pub fn status(status: u16) -> Self {
        Self {
            status: Some(status),
            ..Self::default()
        }
    }

    /// Lets the request through to its true answer: for delays, and for gaps in a sequence.
    pub fn pass() -> Self {
        Self::default()
    }

    /// The `code` in the body.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// The `message` in the body.
    #[must_use]
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// The whole body, verbatim, in place of code and message.
    #[must_use]
    pub fn body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// The `retry-after` header, verbatim: seconds, an HTTP date, or nonsense.
    #[must_use]
    pub fn retry_after(mut self, value: impl ToString) -> Self {
        self.retry_after = Some(RetryAfter(value.to_string()));
        self
    }

    /// How long to wait before answering.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = Some(delay);
        self
    }

    /// A header of the answer, in place of one of the same name. `{number}` in the value stands for
    /// a number that is another one in each answer.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.insert(name.into(), value.into());
        self
    }

    /// Breaks the answer off; it may be the true one or one with a status.
    #[must_use]
    pub fn breaks(mut self, how: Breakdown) -> Self {
        self.breakdown = Some(how);
        self
    }

    /// Writes this to the socket in place of an answer.
    pub fn wire(wire: Wire) -> Self {
        Self {
            wire: Some(wire),
            ..Self::default()
        }
    }

    /// Whether this can be answered at all.
    pub(super) fn check(&self) -> Result<(), FaultError> {
        if let Some(status) = self.status.filter(|status| !(200..=999).contains(status)) {
            return Err(FaultError::Status { status });
        }
        for (name, value) in self.header_texts() {
            if frames(name) {
                let name = name.to_owned();
                return Err(FaultError::Framing { name });
            }
            if HeaderName::try_from(name).is_err() || HeaderValue::try_from(value).is_err() {
                let name = name.escape_debug().to_string();
                return Err(FaultError::Header { name });
            }
        }
        Ok(())
    }

    pub(crate) fn breakdown(&self) -> Option<Breakdown> {
        self.breakdown
    }

    pub(crate) fn bytes(&self) -> Option<&Wire> {
        self.wire.as_ref()
    }

    pub(crate) fn wait(&self) -> Duration {
        self.delay.unwrap_or_default()
    }

    /// The answer, unless the true one is to be given.
    pub(crate) fn response(&self) -> Option<Response> {
        let status = StatusCode::from_u16(self.status?).ok()?;
        let mut response = match &self.body {
            _ if has_no_body(status) => status.into_response(),
            Some(text) => (status, Body::from(text.clone())).into_response(),
            None => (status, Json(self.error_body(status))).into_response(),
        };
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().entry(CONTENT_TYPE).or_insert(json);
        Some(response)
    }

    /// Puts the fault's headers into an answer.
    pub(crate) fn adorn(&self, headers: &mut HeaderMap, number: u64) {
        for (name, value) in self.header_texts() {
            let value = value.replace("{number}", &number.to_string());
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), value.try_into()) {
                headers.insert(name, value);
            }
        }
    }

    fn error_body(&self, status: StatusCode) -> work_requests_models::ErrorBody {
        let code = self.code.as_deref().unwrap_or(usual_code(status));
        let message = self
            .message
            .as_deref()
            .unwrap_or("a fault ordered from the emulator");
        body(code, message)
    }

    fn header_texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let retry_after = self.retry_after.as_ref();
        let given = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        given.chain(retry_after.map(|after| (RETRY_AFTER.as_str(), after.0.as_str())))
    }
}

/// Whether a header says where an answer ends; the server alone knows that.
fn frames(name: &str) -> bool {
    let framing = [CONTENT_LENGTH, TRANSFER_ENCODING];
    framing
        .iter()
        .any(|framing| name.eq_ignore_ascii_case(framing.as_str()))
}

fn has_no_body(status: StatusCode) -> bool {
    matches!(status.as_u16(), 204 | 205 | 304)
}

/// A header value; JSON may give it as a number or as text.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct RetryAfter(String);

impl<'de> Deserialize<'de> for RetryAfter {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        use serde_json::Value;
        match Value::deserialize(from)? {
            Value::String(text) => Ok(Self(text)),
            Value::Number(number) => Ok(Self(number.to_string())),
            _ => Err(serde::de::Error::custom(
                "`retryAfter` is a number or a text",
            )),
        }
    }
}
