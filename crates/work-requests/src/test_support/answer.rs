//! What a scripted service answers.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode};
use http_body_util::Full;

/// An answer of a scripted service, or its failure.
///
/// What is no HTTP (a status of 42, a header with a line end) makes it fail when it is given, and
/// says so.
#[derive(Debug, Clone)]
pub struct Answer {
    outcome: Result<Response<Bytes>, NoAnswer>,
    delay: Duration,
}

/// Why a request got no answer: the transport error of scripts and replays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoAnswer(String);

impl Answer {
    /// An answer with this status and body.
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        let mut response = Response::new(body.into());
        match StatusCode::from_u16(status) {
            Ok(status) => *response.status_mut() = status,
            Err(_) => return Self::failure(format!("{status} is no HTTP status")),
        }
        Self::from(response)
    }

    /// A refusal in the form of Oracle Cloud's services.
    pub fn refusal(status: u16, code: &str, message: &str) -> Self {
        let body = serde_json::json!({ "code": code, "message": message });
        Self::new(status, body.to_string())
    }

    /// No answer: the connection fails, for this reason.
    pub fn failure(reason: impl Into<String>) -> Self {
        Self {
            outcome: Err(NoAnswer::new(reason)),
            delay: Duration::ZERO,
        }
    }

    /// Adds a header, such as `opc-next-page` or `retry-after`.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Ok(response) = &mut self.outcome {
            match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                (Ok(name), Ok(value)) => drop(response.headers_mut().append(name, value)),
                _ => self.outcome = Err(NoAnswer::new(format!("`{name}: {value}` is no header"))),
            }
        }
        self
    }

    /// Lets it come after this time, by tokio's clock, which tests can pause.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    pub(super) async fn give(self) -> Result<Response<Full<Bytes>>, NoAnswer> {
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay).await;
        }
        self.outcome.map(|response| response.map(Full::new))
    }
}

impl From<Response<Bytes>> for Answer {
    fn from(response: Response<Bytes>) -> Self {
        Self {
            outcome: Ok(response),
            delay: Duration::ZERO,
        }
    }
}

impl NoAnswer {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}
