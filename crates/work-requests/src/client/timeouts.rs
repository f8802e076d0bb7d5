//! How long single steps of a call may take.

use std::time::Duration;

/// How long connecting, and each read, may take; [`ClientBuilder::deadline`] bounds a whole call.
///
/// [`ClientBuilder::deadline`]: crate::ClientBuilder::deadline
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Name resolution, TCP connection and TLS handshake together; `None` for no limit. Default 10 s.
    pub connect: Option<Duration>,
    /// Each wait for something from the server, not the whole answer; `None` for no limit.
    /// Default 60 s.
    pub read: Option<Duration>,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Some(Duration::from_secs(10)),
            read: Some(Duration::from_secs(60)),
        }
    }
}

impl From<Duration> for Timeouts {
    /// The same limit for both.
    fn from(limit: Duration) -> Self {
        Self {
            connect: Some(limit),
            read: Some(limit),
        }
    }
}
