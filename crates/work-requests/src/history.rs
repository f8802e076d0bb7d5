//! What is left of a call that has ended.

use work_requests_resilience::retry::{Attempt, Ending};

/// The record of a call that has ended.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct History {
    pub(crate) sent: u32,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) ending: Option<Ending>,
}
