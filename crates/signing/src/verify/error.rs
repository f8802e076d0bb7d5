//! Why a request is refused.

use std::time::Duration;

use http::Method;

use super::AuthorizationError;
use crate::KeyId;
use crate::headers::HeaderFault;

/// Why a request is refused; the service answers 401 to each.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// No `authorization` header.
    #[error("the request has no `authorization` header; sign it")]
    MissingAuthorization,
    /// More than one `authorization` header.
    #[error("the request has more than one `authorization` header; send one")]
    RepeatedAuthorization,
    /// The `authorization` header cannot be read.
    #[error("the `authorization` header cannot be read; see the cause")]
    Authorization(#[from] AuthorizationError),
    /// Another version of the signature.
    #[error("signature version `{version}` is not supported; use version 1")]
    UnsupportedVersion {
        /// The version claimed.
        version: String,
    },
    /// Another algorithm.
    #[error("signature algorithm `{algorithm}` is not supported; use rsa-sha256")]
    UnsupportedAlgorithm {
        /// The algorithm claimed.
        algorithm: String,
    },
    /// The service defines no signature for this verb.
    #[error("{method} requests cannot be signed; use GET, HEAD, DELETE, POST, PUT or PATCH")]
    UnsupportedMethod {
        /// The verb of the request.
        method: Method,
    },
    /// A name is listed twice among the signed headers.
    #[error("`{name}` is listed twice among the signed headers; list it once")]
    RepeatedName {
        /// The name.
        name: String,
    },
    /// A header that this verb asks to be signed is not.
    #[error("`{name}` is not among the signed headers; sign it")]
    NotSigned {
        /// The name.
        name: &'static str,
    },
    /// A signed header is not in the request.
    #[error("the signed header `{name}` is not in the request; send what was signed")]
    MissingHeader {
        /// The name.
        name: String,
    },
    /// A signed header is empty.
    #[error("the signed header `{name}` is empty; give it a value")]
    EmptyHeader {
        /// The name.
        name: String,
    },
    /// A signed header appears more than once.
    #[error("the signed header `{name}` appears more than once; send it once")]
    RepeatedHeader {
        /// The name.
        name: String,
    },
    /// A signed header is not ASCII.
    #[error("the signed header `{name}` is not plain ascii; encode its value")]
    UnreadableHeader {
        /// The name.
        name: String,
    },
    /// The `date` is not an HTTP date.
    #[error("the `date` header is not an http date such as `Thu, 01 Jan 2026 00:00:00 GMT`")]
    UnreadableDate,
    /// The `date` is too far from the receiver's time.
    #[error("the `date` header is {} s away from the time here, more than {} s; set the clock", .skew.as_secs(), .allowed.as_secs())]
    Skew {
        /// How far it is away, in either direction.
        skew: Duration,
        /// How far it may be away.
        allowed: Duration,
    },
    /// The `host` is none of those served here.
    #[error("the `host` header says `{host}`, which is not served here; call another endpoint")]
    WrongHost {
        /// The host that was signed.
        host: String,
    },
    /// No key is known by this id.
    #[error("no key is known by the key id {key_id}; upload the public key or correct the id")]
    UnknownKey {
        /// The id; a token is hidden.
        key_id: KeyId,
    },
    /// `content-length` is not the length of the body.
    #[error("the `content-length` header says `{stated}` but the body has {actual} bytes")]
    ContentLengthMismatch {
        /// What the header says.
        stated: String,
        /// The body's length in bytes.
        actual: usize,
    },
    /// `x-content-sha256` is not the digest of the body.
    #[error("the `x-content-sha256` header is not the sha-256 of the body; send what was signed")]
    DigestMismatch,
    /// The signature is not the one of this request under this key.
    #[error(
        "the signature does not fit the request; check the key, and that nothing changed after signing"
    )]
    SignatureMismatch,
}

impl From<HeaderFault> for VerifyError {
    fn from(fault: HeaderFault) -> Self {
        match fault {
            HeaderFault::Missing(name) => Self::MissingHeader { name },
            HeaderFault::Empty(name) => Self::EmptyHeader { name },
            HeaderFault::Repeated(name) => Self::RepeatedHeader { name },
            HeaderFault::Unreadable(name) => Self::UnreadableHeader { name },
        }
    }
}
