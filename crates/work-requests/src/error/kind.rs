//! What went wrong, in one word.

use std::fmt;

/// The stage a call failed in. New kinds may come: match with a wildcard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A parameter was refused before anything was sent. Correct the call.
    Usage,
    /// The configuration is incomplete or contradictory. Correct the file, flag or variable named.
    Config,
    /// Credentials could not be loaded, or the signer failed. Check the key or the signer's service.
    Auth,
    /// The service answered with something other than success. See [`Error::status`] and [`Error::code`].
    ///
    /// [`Error::status`]: super::Error::status
    /// [`Error::code`]: super::Error::code
    Service,
    /// The circuit breaker is open: the endpoint kept failing, so nothing was sent. Try again later.
    CircuitOpen,
    /// A deadline or timeout ended the call. The service may or may not have seen the request.
    Timeout,
    /// No connection, or a connection that broke. Check network, endpoint and proxy.
    Connection,
    /// The peer's certificate is not trusted, or TLS failed otherwise. Check the CA and the host name.
    Tls,
    /// The answer is not the document the API promises.
    Decode,
    /// The answer is larger than the limit set on the client.
    Limit,
}

impl ErrorKind {
    /// The word in scripts' output and in logs: `usage`, `circuit_open`, …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Usage => "usage",
            Self::Config => "config",
            Self::Auth => "auth",
            Self::Service => "service",
            Self::CircuitOpen => "circuit_open",
            Self::Timeout => "timeout",
            Self::Connection => "connection",
            Self::Tls => "tls",
            Self::Decode => "decode",
            Self::Limit => "limit",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How far a request got, so that a caller knows whether repeating it can do something twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// No byte of the request reached the service.
    NotSent,
    /// The request left, and no complete answer tells whether the service acted on it.
    Unknown,
    /// The service answered with this status.
    Answered(http::StatusCode),
}
