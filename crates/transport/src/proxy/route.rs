//! The way of a request, for callers.

/// The way of a request to its target.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Route {
    /// Straight there.
    Direct,
    /// Through a proxy.
    Proxy {
        /// Scheme, host and port, without user and password.
        url: String,
        /// Whether the proxy turns the target's name into addresses; else this machine does.
        resolves: bool,
    },
}
