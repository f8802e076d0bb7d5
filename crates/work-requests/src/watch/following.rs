//! Which service a followed work request is read from.

use crate::client::WorkRequestClient;
use crate::service::{ServiceClient, WORK_REQUESTS};

/// What to follow with: one service, or for each work request its own.
#[derive(Debug, Clone)]
pub(crate) struct Following {
    pub(crate) client: WorkRequestClient,
    pinned: Option<ServiceClient>,
}

impl From<WorkRequestClient> for Following {
    fn from(client: WorkRequestClient) -> Self {
        Self {
            client,
            pinned: None,
        }
    }
}

impl Following {
    /// One service for all.
    pub(super) fn pinned(service: ServiceClient) -> Self {
        Self {
            client: service.client().clone(),
            pinned: Some(service),
        }
    }

    /// What reads a work request.
    pub(crate) fn service_of(&self, id: &str) -> ServiceClient {
        match &self.pinned {
            Some(service) => service.in_region_of(id),
            None => self.client.service_of(id),
        }
    }

    /// What lists a watched compartment.
    pub(crate) fn service(&self) -> ServiceClient {
        let named = || {
            let service = self.client.inner().service.unwrap_or(WORK_REQUESTS);
            self.client.service(service)
        };
        self.pinned.clone().unwrap_or_else(named)
    }
}
