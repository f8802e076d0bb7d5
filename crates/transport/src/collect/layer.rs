//! The settings of [`Collect`].

use std::time::Duration;

use tower_layer::Layer;

use super::{Collect, Limits, MinimumThroughput};

/// Adds [`Collect`] to a service.
///
/// | setting | default |
/// |---|---|
/// | [`read_timeout`](Self::read_timeout) | 60 s |
/// | [`minimum_throughput`](Self::minimum_throughput) | 1 byte a second, over 20 s |
/// | [`max_body_bytes`](Self::max_body_bytes) | 64 MiB, after inflation |
#[derive(Clone, Copy, Debug, Default)]
pub struct CollectLayer {
    limits: Limits,
}

impl CollectLayer {
    /// Starts from the defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long each read may take: the wait for the head, and each wait for a piece of the body;
    /// `None` for no limit. Default 60 seconds.
    ///
    /// A body that stops is also given up by [`minimum_throughput`](Self::minimum_throughput), by
    /// default sooner.
    ///
    /// Over a [`Transport`](crate::Transport) the wait for the head begins once there is a
    /// connection, and the shorter of this and the transport's own timeout counts.
    pub fn read_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.limits.read_timeout = limit.into();
        self
    }

    /// How slowly a body may come; `None` for as slowly as the other limits let it. Default
    /// [`MinimumThroughput::default`]: 1 byte a second, over 20 seconds.
    ///
    /// It ends a body that drips, which the read timeout never does. A body that stops altogether
    /// is ended by whichever of the two is shorter. Bytes count as they come, before inflation,
    /// and only while they are waited for.
    pub fn minimum_throughput(mut self, rule: impl Into<Option<MinimumThroughput>>) -> Self {
        self.limits.minimum_throughput = rule.into();
        self
    }

    /// How many bytes a body may have, after inflation if it is compressed. Default 64 MiB.
    ///
    /// A body that announces more is refused before any of it is read.
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_body_bytes = bytes;
        self
    }
}

impl<S> Layer<S> for CollectLayer {
    type Service = Collect<S>;

    fn layer(&self, inner: S) -> Collect<S> {
        Collect::with_limits(inner, self.limits)
    }
}
