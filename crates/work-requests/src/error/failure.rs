//! What can go wrong between the operation and the wire, on the way up through the layers.

use http::HeaderMap;
use work_requests_resilience::breaker::BreakerOpen;
use work_requests_resilience::deadline::{AttemptTimedOut, DeadlineExceeded};
use work_requests_signing::SignError;
use work_requests_transport::{Delivery as Sent, ErrorKind as Fault, TransportError};

use super::{Delivery, Error, ErrorKind, ServiceFailure};

/// The error type between the layers of the stack; each layer adds its own by `From`.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CallError {
    #[error("the request could not be signed")]
    Sign(#[from] SignError),
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error(transparent)]
    AttemptTimeout(#[from] AttemptTimedOut),
    #[error(transparent)]
    Deadline(#[from] DeadlineExceeded),
    #[error(transparent)]
    BreakerOpen(#[from] BreakerOpen),
}

impl CallError {
    /// The kind of the public error.
    pub(crate) fn kind(&self) -> ErrorKind {
        match self {
            Self::Sign(_) => ErrorKind::Auth,
            Self::Transport(error) => kind_of(error),
            Self::AttemptTimeout(_) | Self::Deadline(_) => ErrorKind::Timeout,
            Self::BreakerOpen(_) => ErrorKind::CircuitOpen,
        }
    }

    /// The public error; `attempts` requests had left when it came.
    pub(crate) fn into_error(self, attempts: u32) -> Error {
        match self {
            Self::Sign(error) => signing(error),
            Self::Transport(error) => transport(error),
            Self::AttemptTimeout(error) => {
                timed_out(error.to_string(), attempts).with_source(error)
            }
            Self::Deadline(error) => timed_out(error.to_string(), attempts).with_source(error),
            Self::BreakerOpen(error) => breaker_open(error),
        }
    }
}

fn signing(error: SignError) -> Error {
    let message = match &error {
        SignError::Credential(cause) => format!("there is no credential to sign with: {cause}"),
        other => format!("the request could not be signed: {other}"),
    };
    Error::new(ErrorKind::Auth, message).with_source(error)
}

fn transport(error: TransportError) -> Error {
    let delivery = match error.delivery() {
        Sent::NotSent => Delivery::NotSent,
        _ => Delivery::Unknown,
    };
    let made = Error::new(kind_of(&error), error.to_string())
        .retryable(is_passing(&error))
        .with_delivery(delivery);
    let head = error
        .head()
        .map(|(status, headers)| (status, HeaderMap::clone(headers)));
    let made = made.with_source(error);
    match head {
        Some((status, headers)) => made.with_answer(status, headers, ServiceFailure::default()),
        None => made,
    }
}

pub(crate) fn kind_of(error: &TransportError) -> ErrorKind {
    match error.kind() {
        Fault::Timeout => ErrorKind::Timeout,
        Fault::Tls => ErrorKind::Tls,
        Fault::Limit => ErrorKind::Limit,
        Fault::Protocol | Fault::Decompress => ErrorKind::Decode,
        Fault::PlaintextRefused | Fault::Proxy => ErrorKind::Config,
        Fault::InvalidRequest => ErrorKind::Usage,
        _ => ErrorKind::Connection,
    }
}

/// Whether a fault below the service may be gone the next time.
pub(crate) fn is_passing(error: &TransportError) -> bool {
    // A damaged or cut body may be whole the next time; certificates and limits stay as they are.
    // What a service of the caller's own fails with is mostly a connection too.
    matches!(
        error.kind(),
        Fault::Connection | Fault::Timeout | Fault::Protocol | Fault::Decompress | Fault::Inner
    )
}

fn timed_out(message: String, attempts: u32) -> Error {
    let delivery = if attempts == 0 {
        Delivery::NotSent
    } else {
        Delivery::Unknown
    };
    Error::new(ErrorKind::Timeout, message)
        .retryable(true)
        .with_delivery(delivery)
}

fn breaker_open(error: BreakerOpen) -> Error {
    Error::new(ErrorKind::CircuitOpen, error.to_string())
        .retryable(true)
        .with_hint(
            "the endpoint kept failing, so nothing was sent: wait, or check the service's status",
        )
        .with_source(error)
}
