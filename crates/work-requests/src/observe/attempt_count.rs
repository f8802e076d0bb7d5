//! How many requests of a call have left, and who is told of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::Observer;

/// Travels with the request through the layers; clones count together.
#[derive(Debug, Clone, Default)]
pub(crate) struct AttemptCount(Arc<Call>);

#[derive(Debug, Default)]
struct Call {
    sent: AtomicU32,
    /// With the name of the operation.
    observer: Option<(Observer, &'static str)>,
}

impl AttemptCount {
    pub(crate) fn new(operation: &'static str, observer: Option<&Observer>) -> Self {
        Self(Arc::new(Call {
            sent: AtomicU32::new(0),
            observer: observer.map(|observer| (observer.clone(), operation)),
        }))
    }

    /// Counts a request on its way to the transport; its number, from 1.
    pub(crate) fn next(&self) -> u32 {
        self.0.sent.fetch_add(1, Ordering::Relaxed) + 1
    }

    pub(crate) fn get(&self) -> u32 {
        self.0.sent.load(Ordering::Relaxed)
    }

    /// Who is told of the call's events, and the operation's name.
    pub(crate) fn observer(&self) -> Option<(&Observer, &'static str)> {
        let observer = self.0.observer.as_ref();
        observer.map(|(observer, operation)| (observer, *operation))
    }
}
