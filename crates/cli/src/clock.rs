//! The process clock: the only place of the program that reads it.

use chrono::{DateTime, Utc};

/// What time it is.
#[allow(clippy::disallowed_methods)]
pub(crate) fn now() -> DateTime<Utc> {
    std::time::SystemTime::now().into()
}
