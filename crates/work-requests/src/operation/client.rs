//! The operations that a client offers.

use super::{
    GetWorkRequest, ListEntries, ListWorkRequestErrors, ListWorkRequestLogs, ListWorkRequests,
};
use crate::client::WorkRequestClient;

/// The operations of the shared service, each answered with its own documents.
impl WorkRequestClient {
    /// Reads one work request.
    pub fn get_work_request(&self, id: impl Into<String>) -> GetWorkRequest {
        GetWorkRequest::new(self.clone(), id.into())
    }

    /// Lists the work requests of a compartment, one page or all.
    pub fn list_work_requests(&self, compartment_id: impl Into<String>) -> ListWorkRequests {
        ListWorkRequests::new(self.clone(), compartment_id.into())
    }

    /// Lists the errors of a work request, one page or all.
    pub fn list_work_request_errors(&self, id: impl Into<String>) -> ListWorkRequestErrors {
        ListEntries::new(self.clone(), id.into())
    }

    /// Lists the log of a work request, one page or all.
    pub fn list_work_request_logs(&self, id: impl Into<String>) -> ListWorkRequestLogs {
        ListEntries::new(self.clone(), id.into())
    }
}
