//! What clients offer to explain work requests with.

use super::ReportBuilder;
use crate::client::WorkRequestClient;
use crate::service::ServiceClient;

impl WorkRequestClient {
    /// Tells all there is to know of a work request: errors, log, resources, times.
    pub fn report(&self, id: impl Into<String>) -> ReportBuilder {
        let id = id.into();
        ReportBuilder::new(self.service_of(&id), id)
    }
}

impl ServiceClient {
    /// Tells all there is to know of a work request.
    pub fn report(&self, id: impl Into<String>) -> ReportBuilder {
        let id = id.into();
        ReportBuilder::new(self.in_region_of(&id), id)
    }
}
