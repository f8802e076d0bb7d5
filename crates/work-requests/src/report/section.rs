//! A part of a report that may be cut or missing.

use http::StatusCode;

use crate::error::{Error, ErrorKind};

/// A part of a report: what was read of it, and what was not.
#[derive(Debug, Clone, PartialEq)]
pub struct Section<T> {
    items: Vec<T>,
    complete: bool,
    unavailable: Option<Unavailable>,
}

/// Why a part of a report is missing, or goes no further.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Unavailable {
    /// What kind of error it was.
    pub kind: ErrorKind,
    /// The error in one line.
    pub message: String,
    /// The status, if the service answered.
    pub status: Option<StatusCode>,
    /// The `opc-request-id`, for support.
    pub request_id: Option<String>,
}

impl<T> Section<T> {
    pub(super) fn new(items: Vec<T>, complete: bool, error: Option<&Error>) -> Self {
        Self {
            items,
            complete: complete && error.is_none(),
            unavailable: error.map(Unavailable::new),
        }
    }

    /// What was read.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// Whether that is all there is.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Why there is not more, if that is because of an error.
    pub fn unavailable(&self) -> Option<&Unavailable> {
        self.unavailable.as_ref()
    }
}

impl Unavailable {
    fn new(error: &Error) -> Self {
        Self {
            kind: error.kind(),
            message: error.to_string(),
            status: error.status(),
            request_id: error.request_id().map(str::to_owned),
        }
    }
}
