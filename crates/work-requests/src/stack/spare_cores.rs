//! Signing on the cores that the runtime leaves idle.

use tokio::runtime::Handle;
use work_requests_signing::SigningPool;

/// A pool whose helpers are tokio's threads for blocking work: they end with the runtime, and a
/// clock that is paused stands still while one signs.
pub(super) fn pool() -> SigningPool {
    SigningPool::new(|help| {
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn_blocking(help);
        }
    })
}
