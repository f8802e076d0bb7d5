//! What a breaker tells its callback.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::error::BreakerOpen;

/// The public path, for filters.
const TARGET: &str = "work_requests_resilience::breaker";

/// A change of a breaker's state, or a refusal. Each carries the error that a caller gets, or got,
/// or would have got, with the failures behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BreakerEvent {
    /// It opened: calls are refused from now on.
    Opened(BreakerOpen),
    /// It let a first probe through.
    HalfOpened(BreakerOpen),
    /// Its probes succeeded: calls pass again.
    Closed(BreakerOpen),
    /// It refused a call.
    Rejected(BreakerOpen),
}

impl BreakerEvent {
    /// The error with the failures that led here.
    pub fn error(&self) -> &BreakerOpen {
        match self {
            Self::Opened(error)
            | Self::HalfOpened(error)
            | Self::Closed(error)
            | Self::Rejected(error) => error,
        }
    }

    /// The word for this event: `opened`, `half-opened`, `closed`, `rejected`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Opened(_) => "opened",
            Self::HalfOpened(_) => "half-opened",
            Self::Closed(_) => "closed",
            Self::Rejected(_) => "rejected",
        }
    }
}

#[derive(Clone)]
pub(super) struct Callback(Arc<dyn Fn(&BreakerEvent) + Send + Sync>);

impl Callback {
    pub(super) fn new(callback: impl Fn(&BreakerEvent) + Send + Sync + 'static) -> Self {
        Self(Arc::new(callback))
    }

    /// Runs the callback; a panic in it ends here.
    pub(super) fn tell(&self, event: &BreakerEvent) {
        // The callback's own state is all that a panic could leave broken.
        if catch_unwind(AssertUnwindSafe(|| (self.0)(event))).is_err() {
            tracing::error!(
                event = event.name(),
                "the circuit breaker's callback panicked"
            );
        }
    }
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Callback")
    }
}

pub(super) fn trace(event: &BreakerEvent) {
    let error = event.error();
    match event {
        BreakerEvent::Opened(_) => tracing::warn!(target: TARGET, %error, "circuit opened"),
        BreakerEvent::HalfOpened(_) => tracing::info!(target: TARGET, "circuit half-opened"),
        BreakerEvent::Closed(_) => tracing::info!(target: TARGET, "circuit closed"),
        BreakerEvent::Rejected(_) => {
            tracing::debug!(target: TARGET, %error, "circuit open, call refused")
        }
    }
}
