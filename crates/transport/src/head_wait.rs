//! How long to wait for a response's head, and who watches the clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http::Request;

/// [`Collect`](crate::Collect)'s limit on waiting for the head, carried in the request's extensions.
///
/// A [`Transport`](crate::Transport) beneath takes the watch over, because only it knows when the
/// connection stood: connecting has its own timeout and must not eat into this one. Any other
/// service leaves it, and `Collect` watches from the call on.
#[derive(Clone, Debug)]
pub(crate) struct HeadWait {
    limit: Duration,
    taken: Arc<AtomicBool>,
}

impl HeadWait {
    /// Puts the limit into `request` and gives the handle that tells whether it was taken over.
    pub(crate) fn offer<B>(request: &mut Request<B>, limit: Duration) -> Self {
        let wait = Self {
            limit,
            taken: Arc::default(),
        };
        request.extensions_mut().insert(wait.clone());
        wait
    }

    /// The shorter of what was offered in `request` and `own`.
    pub(crate) fn take_over<B>(
        request: &mut Request<B>,
        own: Option<Duration>,
    ) -> Option<Duration> {
        let Some(offered) = request.extensions_mut().remove::<Self>() else {
            return own;
        };
        offered.taken.store(true, Ordering::Relaxed);
        Some(own.map_or(offered.limit, |own| own.min(offered.limit)))
    }

    pub(crate) fn limit(&self) -> Duration {
        self.limit
    }

    pub(crate) fn is_taken(&self) -> bool {
        self.taken.load(Ordering::Relaxed)
    }
}
