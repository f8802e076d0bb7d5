//! What can go wrong with a call.

use http::StatusCode;
use work_requests_signing::SignError;
use work_requests_transport::{BuildError, TransportError};

use crate::models::ErrorBody;

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The parameters make no request.
    #[error("this is no valid request")]
    Request(#[from] http::Error),
    /// The certificates or proxies of the transport cannot be set up.
    #[error("cannot set up the transport")]
    Setup(#[from] BuildError),
    /// The request could not be signed; nothing was sent.
    #[error("cannot sign the request")]
    Sign(#[from] SignError),
    /// No answer came; the source tells whether the service may have seen the request.
    #[error("cannot send the request")]
    Transport(#[from] TransportError),
    /// The service answered that it did not do it.
    #[error("the service answered {status}: {}", body.message)]
    Refused {
        /// The status of the answer.
        status: StatusCode,
        /// What the service said.
        body: ErrorBody,
    },
    /// The answer is not what `openapi.yaml` describes.
    #[error("cannot read the answer")]
    Decode(#[from] serde_json::Error),
}
