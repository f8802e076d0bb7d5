//! How many requests of a call have left.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use http::Request;

/// Travels with the request through the layers; clones count together.
#[derive(Debug, Clone, Default)]
pub(crate) struct AttemptCount(Arc<AtomicU32>);

impl AttemptCount {
    /// Counts a request on its way to the transport.
    pub(crate) fn count(request: Request<Bytes>) -> Request<Bytes> {
        if let Some(Self(count)) = request.extensions().get() {
            let attempt = count.fetch_add(1, Ordering::Relaxed) + 1;
            tracing::debug!(attempt, "sending");
        }
        request
    }

    pub(crate) fn get(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}
