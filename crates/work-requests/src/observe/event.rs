//! Events of calls, for metrics.

use std::time::Duration;

use http::StatusCode;
use work_requests_resilience::breaker::BreakerEvent;

use crate::error::ErrorKind;

/// What happens in a client's calls; given to
/// [`ClientBuilder::on_call_event`](crate::ClientBuilder::on_call_event).
///
/// No event holds a secret, a header or a body.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum CallEvent<'a> {
    /// An operation was called.
    CallBegan(CallBegan),
    /// A request of it was answered, failed, or was given up.
    AttemptEnded(AttemptEnded),
    /// The operation ended, whether or not its caller still waits.
    CallEnded(CallEnded<'a>),
    /// The circuit breaker changed its state, or refused an attempt.
    Breaker(&'a BreakerEvent),
}

/// The beginning of a call. Each is followed by one [`CallEnded`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallBegan {
    /// The operation, such as `get_work_request`.
    pub operation: &'static str,
}

/// The end of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AttemptEnded {
    /// The operation that it is for.
    pub operation: &'static str,
    /// 1 for the first request of a call.
    pub number: u32,
    /// From handing it to the transport until the whole answer was there.
    pub took: Duration,
    /// How it ended.
    pub outcome: CallOutcome,
}

/// The end of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallEnded<'a> {
    /// The operation.
    pub operation: &'static str,
    /// All of it: signing, attempts, the waits between them, decoding.
    pub took: Duration,
    /// Requests that were sent.
    pub attempts: u32,
    /// How it ended.
    pub outcome: CallOutcome,
    /// The `opc-request-id` that was sent.
    pub request_id: &'a str,
}

/// How a call or an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallOutcome {
    /// The service answered with success.
    Succeeded(StatusCode),
    /// The service answered with something else.
    Refused(StatusCode),
    /// There was no answer, or none that could be used.
    Failed(ErrorKind),
    /// Nobody waited any longer: a time limit, or the caller dropped the call.
    Cancelled,
}

impl CallOutcome {
    /// The HTTP status, if it is what decided.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Succeeded(status) | Self::Refused(status) => Some(*status),
            Self::Failed(_) | Self::Cancelled => None,
        }
    }

    /// The value of OpenTelemetry's `error.type`: the status as a text, the word of an
    /// [`ErrorKind`], or `cancelled`. `None` for success. There are few different ones, so it can
    /// be a label of a metric.
    pub fn error_type(&self) -> Option<&str> {
        match self {
            Self::Succeeded(_) => None,
            Self::Refused(status) => Some(status.as_str()),
            Self::Failed(kind) => Some(kind.as_str()),
            Self::Cancelled => Some("cancelled"),
        }
    }
}
