//! The callback that is told of calls.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::CallEvent;

/// The callback that is told of calls; clones share it.
#[derive(Clone)]
pub(crate) struct Observer(Arc<dyn Fn(&CallEvent<'_>) + Send + Sync>);

impl Observer {
    pub(crate) fn new(callback: impl Fn(&CallEvent<'_>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(callback))
    }

    /// Runs the callback; a panic in it ends here.
    pub(crate) fn tell(&self, event: &CallEvent<'_>) {
        // The callback's own state is all that a panic could leave broken.
        if catch_unwind(AssertUnwindSafe(|| (self.0)(event))).is_err() {
            tracing::error!("the callback for call events panicked");
        }
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}
