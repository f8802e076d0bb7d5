//! Why a request could not be signed.

use http::Method;

use crate::headers::HeaderFault;

/// Why a request could not be signed. Nothing was sent, and no header was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// A header that must be signed is absent.
    #[error("the request has no `{name}` header, which must be signed; set it before signing")]
    MissingHeader {
        /// The header's name, lower-case.
        name: String,
    },
    /// A header that must be signed has an empty value, which proves nothing.
    #[error("the `{name}` header is empty and must be signed; give it a value or remove it")]
    EmptyHeader {
        /// The header's name, lower-case.
        name: String,
    },
    /// A header that must be signed appears more than once, so its value is ambiguous.
    #[error("the `{name}` header appears more than once and must be signed; keep one")]
    RepeatedHeader {
        /// The header's name, lower-case.
        name: String,
    },
    /// A header that must be signed has bytes other than visible ASCII, spaces and tabs.
    #[error("the `{name}` header is not plain ASCII and must be signed; encode its value")]
    UnreadableHeader {
        /// The header's name, lower-case.
        name: String,
    },
    /// The service defines no signature for this verb.
    #[error("{method} requests cannot be signed; use GET, HEAD, DELETE, POST, PUT or PATCH")]
    UnsupportedMethod {
        /// The verb of the request.
        method: Method,
    },
    /// Neither a `host` header nor an authority in the URI.
    #[error("the request has neither a `host` header nor a host in its uri; use an absolute uri")]
    MissingHost,
    /// The time handed in cannot be written as an HTTP date.
    #[error("the time to sign with is not between the years 1970 and 9999; check the clock")]
    TimeOutOfRange,
    /// The `content-length` that is set differs from the body's.
    #[error(
        "the `content-length` header says `{stated}` but the body has {actual} bytes; remove the header"
    )]
    ContentLengthMismatch {
        /// What the header says.
        stated: String,
        /// The body's length in bytes.
        actual: usize,
    },
    /// The `x-content-sha256` that is set is not the digest of the body.
    #[error(
        "the `x-content-sha256` header is not the sha-256 of the body; remove it and it is computed"
    )]
    DigestMismatch,
    /// The RSA operation failed.
    #[error("the private key could not sign; check that the key is intact")]
    Signature,
    /// The credential to sign with could not be had (for signers that fetch or refresh one).
    #[error("no credential to sign with; see the cause")]
    Credential(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl SignError {
    /// Wraps the reason why a signer of your own has no credential or no signature.
    pub fn credential(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Credential(cause.into())
    }
}

impl From<HeaderFault> for SignError {
    fn from(fault: HeaderFault) -> Self {
        match fault {
            HeaderFault::Missing(name) if name == "host" => Self::MissingHost,
            HeaderFault::Missing(name) => Self::MissingHeader { name },
            HeaderFault::Empty(name) => Self::EmptyHeader { name },
            HeaderFault::Repeated(name) => Self::RepeatedHeader { name },
            HeaderFault::Unreadable(name) => Self::UnreadableHeader { name },
        }
    }
}
