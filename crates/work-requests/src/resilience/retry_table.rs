//! Which failures are repeated, as a table that callers can change.

use std::collections::BTreeMap;

/// Which failures a [`RetryStrategy`](super::RetryStrategy) repeats.
///
/// | failure | by default |
/// |---|---|
/// | 409 | only with code `IncorrectState` or `LockConflict` |
/// | 429 | whatever the code |
/// | 5xx | all but 501 |
/// | connection errors, timeouts, answers cut short | yes |
/// | everything else | no |
///
/// ```
/// use work_requests::{RetryStrategy, RetryTable};
///
/// let table = RetryTable::default().status(404, ["NotAuthorizedOrNotFound"]).server_errors(false);
/// let strategy = RetryStrategy::default().table(table);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryTable {
    /// The codes of a status; none stands for any.
    statuses: BTreeMap<u16, Vec<String>>,
    server_errors: bool,
    connection_errors: bool,
}

impl Default for RetryTable {
    fn default() -> Self {
        Self::none()
            .status(409, ["IncorrectState", "LockConflict"])
            .any_code(429)
            .server_errors(true)
            .connection_errors(true)
    }
}

impl RetryTable {
    /// Repeats nothing.
    #[must_use]
    pub fn none() -> Self {
        Self {
            statuses: BTreeMap::new(),
            server_errors: false,
            connection_errors: false,
        }
    }

    /// Repeats this status when the answer has one of these codes; in place of what was set for it.
    #[must_use]
    pub fn status(
        mut self,
        status: u16,
        codes: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let codes: Vec<String> = codes.into_iter().map(Into::into).collect();
        match codes.is_empty() {
            true => self.statuses.remove(&status),
            false => self.statuses.insert(status, codes),
        };
        self
    }

    /// Repeats this status whatever the code.
    #[must_use]
    pub fn any_code(mut self, status: u16) -> Self {
        self.statuses.insert(status, Vec::new());
        self
    }

    /// Whether all of 500 to 599 but 501 are repeated.
    #[must_use]
    pub fn server_errors(mut self, repeated: bool) -> Self {
        self.server_errors = repeated;
        self
    }

    /// Whether connection errors, timeouts and answers cut short are repeated.
    #[must_use]
    pub fn connection_errors(mut self, repeated: bool) -> Self {
        self.connection_errors = repeated;
        self
    }

    /// Whether an answer of this status is; `code` is read only if it decides.
    pub(crate) fn repeats(&self, status: u16, code: impl FnOnce() -> Option<String>) -> bool {
        match self.statuses.get(&status) {
            Some(codes) if codes.is_empty() => true,
            Some(codes) => code().is_some_and(|code| codes.contains(&code)),
            None => self.server_errors && status >= 500 && status != 501,
        }
    }

    pub(crate) fn repeats_connection_errors(&self) -> bool {
        self.connection_errors
    }
}
