//! The four operations and their paths.

use serde::{Deserialize, Serialize};

/// The path below which all operations are, with the API's version.
pub(crate) const BASE_PATH: &str = "/20160918";
pub(crate) const WORK_REQUESTS: &str = "/20160918/workRequests";

/// An operation of the Work Requests API, by its name in the service's documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Operation {
    /// `GET /workRequests/{id}`
    GetWorkRequest,
    /// `GET /workRequests`
    ListWorkRequests,
    /// `GET /workRequests/{id}/errors`
    ListWorkRequestErrors,
    /// `GET /workRequests/{id}/logs`
    ListWorkRequestLogs,
}

impl Operation {
    /// The operation that a path asks for.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let rest = path.strip_prefix(WORK_REQUESTS)?;
        if rest.is_empty() {
            return Some(Self::ListWorkRequests);
        }
        let (id, list) = match rest.strip_prefix('/')?.split_once('/') {
            Some((id, list)) => (id, Some(list)),
            None => (&rest[1..], None),
        };
        match list {
            _ if id.is_empty() => None,
            None => Some(Self::GetWorkRequest),
            Some("errors") => Some(Self::ListWorkRequestErrors),
            Some("logs") => Some(Self::ListWorkRequestLogs),
            Some(_) => None,
        }
    }
}
