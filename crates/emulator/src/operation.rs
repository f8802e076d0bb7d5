//! The operations, by the names that the services' documentation has for them.

use http::Method;
use serde::{Deserialize, Serialize};
use work_requests_catalog::{self as catalog, Service};

/// An operation of a service that has work requests.
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
    /// `DELETE /workRequests/{id}`; not in the shared service.
    CancelWorkRequest,
}

impl Operation {
    pub(crate) const ALL: [Self; 5] = [
        Self::GetWorkRequest,
        Self::ListWorkRequests,
        Self::ListWorkRequestErrors,
        Self::ListWorkRequestLogs,
        Self::CancelWorkRequest,
    ];

    /// How a service has it, if it does.
    pub(crate) fn of(self, service: &'static Service) -> Option<&'static catalog::Operation> {
        match self {
            Self::GetWorkRequest => Some(service.get()),
            Self::ListWorkRequests => Some(service.list()),
            Self::ListWorkRequestErrors => service.errors(),
            Self::ListWorkRequestLogs => service.logs(),
            Self::CancelWorkRequest => service.cancel(),
        }
    }

    pub(crate) fn method(self) -> Method {
        match self {
            Self::CancelWorkRequest => Method::DELETE,
            _ => Method::GET,
        }
    }
}
