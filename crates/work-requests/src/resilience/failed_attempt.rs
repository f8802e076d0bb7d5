//! What a caller's own classifier is shown.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use crate::error::{CallError, ErrorKind, ServiceFailure};

/// An attempt that failed, for [`RetryStrategy::classifier`](super::RetryStrategy::classifier).
///
/// `Debug` shows status and kind only.
pub struct FailedAttempt<'a>(Seen<'a>);

enum Seen<'a> {
    Answer(&'a Response<Bytes>),
    Failure(&'a CallError),
}

impl<'a> FailedAttempt<'a> {
    pub(crate) fn new(result: Result<&'a Response<Bytes>, &'a CallError>) -> Self {
        Self(match result {
            Ok(answer) => Seen::Answer(answer),
            Err(error) => Seen::Failure(error),
        })
    }

    /// The status, if the service answered.
    pub fn status(&self) -> Option<StatusCode> {
        self.answer().map(Response::status)
    }

    /// The service's word for the error, if its answer has one.
    pub fn code(&self) -> Option<String> {
        ServiceFailure::read(self.answer()?.body()).code
    }

    /// The headers, if the service answered.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer().map(Response::headers)
    }

    /// What kind of error the call would end with.
    pub fn kind(&self) -> ErrorKind {
        match &self.0 {
            Seen::Answer(_) => ErrorKind::Service,
            Seen::Failure(error) => error.kind(),
        }
    }

    fn answer(&self) -> Option<&'a Response<Bytes>> {
        match self.0 {
            Seen::Answer(answer) => Some(answer),
            Seen::Failure(_) => None,
        }
    }
}

impl fmt::Debug for FailedAttempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FailedAttempt")
            .field("kind", &self.kind())
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}
