//! The work requests of any service, in one view.
//!
//! [`WorkRequestClient::service`] reads and follows those of a service that is named,
//! [`WorkRequestClient::service_of`] those of the service that an OCID belongs to. Both give a
//! [`ServiceClient`], whose answers are [`work::WorkRequest`](crate::work::WorkRequest) and the
//! like: the status in one vocabulary, and the service's document whole.
//!
//! What differs between services is data (`work-requests-catalog`); no service has code of its own.
//! With the feature `catalog` all are known, without it the shared one and those you
//! [describe yourself](Service::new).

mod cancel;
mod choice;
mod entries;
mod get;
mod list;
mod listed;
mod request;

pub use work_requests_catalog::{Identifier, Operation, Service, Shape, WORK_REQUESTS};

pub use cancel::CancelWorkRequest;
pub use choice::ChosenBy;
pub use entries::{ListEntries, ListWorkRequestErrors, ListWorkRequestLogs};
pub use get::GetWorkRequest;
pub use list::ListWorkRequests;

pub(crate) use entries::{Document, EntryKind};
pub(crate) use get::{GET, work_request};

use crate::call::Parameters;
use crate::client::WorkRequestClient;
use crate::error::Error;

/// Reads and follows the work requests of one service: made by [`WorkRequestClient::service`] and
/// [`WorkRequestClient::service_of`]. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ServiceClient {
    client: WorkRequestClient,
    service: &'static Service,
    region: Option<Box<str>>,
    parameters: Parameters,
    chosen_by: ChosenBy,
}

/// The work requests of each service, in one view.
impl WorkRequestClient {
    /// The work requests of a service, in the view that is the same for all services.
    ///
    /// ```
    /// # async fn read(client: work_requests::WorkRequestClient) -> Result<(), work_requests::Error> {
    /// # let containers = work_requests::service::WORK_REQUESTS;
    /// # #[cfg(feature = "catalog")]
    /// use work_requests::Service;
    ///
    /// # #[cfg(feature = "catalog")]
    /// let Some(containers) = Service::by_name("container_engine") else { return Ok(()) };
    /// let work = client.service(containers).get_work_request("ocid1.clustersworkrequest.oc1.iad.a").await?;
    /// println!("{} ({})", work.data.status(), work.data.raw_status());
    /// # Ok(()) }
    /// ```
    pub fn service(&self, service: &'static Service) -> ServiceClient {
        ServiceClient::named(self.clone(), service)
    }

    /// The service that a work request belongs to, in its region, as far as its OCID tells; see
    /// [`ServiceClient::chosen_by`]. A service that the builder named is not chosen anew.
    pub fn service_of(&self, id: &str) -> ServiceClient {
        ServiceClient::of(self.clone(), id)
    }
}

impl ServiceClient {
    pub(crate) fn named(client: WorkRequestClient, service: &'static Service) -> Self {
        Self {
            parameters: client.inner().parameters.clone(),
            client,
            service,
            region: None,
            chosen_by: ChosenBy::Name,
        }
    }

    pub(crate) fn of(client: WorkRequestClient, id: &str) -> Self {
        let (service, chosen_by) = choice::choose(client.inner().service, Identifier::read(id));
        let of = Self {
            chosen_by,
            ..Self::named(client, service)
        };
        of.in_region_of(id)
    }

    /// The service.
    pub fn service(&self) -> &'static Service {
        self.service
    }

    /// How it was chosen.
    pub fn chosen_by(&self) -> ChosenBy {
        self.chosen_by
    }

    /// Names a parameter that the service needs beside the id, such as `namespaceName`; those of
    /// the [builder](crate::ClientBuilder::parameter) stay. One that an operation does not take is
    /// not sent.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.set(name.into(), value.into());
        self
    }

    /// Calls the service in this region, whatever the client's is and an OCID tells: an id or a
    /// short code. Only an endpoint that the client's builder named beats it.
    #[must_use]
    pub fn region(mut self, region: &str) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Reads one work request.
    pub fn get_work_request(&self, id: impl Into<String>) -> GetWorkRequest {
        let id = id.into();
        GetWorkRequest::new(self.in_region_of(&id), id)
    }

    /// Lists work requests: of a [compartment](ListWorkRequests::compartment_id), with most
    /// services.
    pub fn list_work_requests(&self) -> ListWorkRequests {
        ListWorkRequests::new(self.clone())
    }

    /// Lists the errors of a work request.
    pub fn list_work_request_errors(&self, id: impl Into<String>) -> ListWorkRequestErrors {
        let id = id.into();
        ListEntries::new(self.in_region_of(&id), id, EntryKind::Errors)
    }

    /// Lists the log of a work request.
    pub fn list_work_request_logs(&self, id: impl Into<String>) -> ListWorkRequestLogs {
        let id = id.into();
        ListEntries::new(self.in_region_of(&id), id, EntryKind::Logs)
    }

    /// Asks a work request to end early, where the service can.
    pub fn cancel_work_request(&self, id: impl Into<String>) -> CancelWorkRequest {
        let id = id.into();
        CancelWorkRequest::new(self.in_region_of(&id), id)
    }

    /// The URL that operations are sent below.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if no region is known for it.
    pub fn endpoint(&self) -> Result<String, Error> {
        Ok(self.calling()?.endpoint().to_owned())
    }

    /// The same in the region that an OCID tells, unless one is named.
    pub(crate) fn in_region_of(&self, id: &str) -> Self {
        Self {
            region: self.region.clone().or_else(|| self.client.told_region(id)),
            ..self.clone()
        }
    }

    /// The client that calls this service.
    pub(crate) fn calling(&self) -> Result<WorkRequestClient, Error> {
        self.client.calling(self.service, self.region.as_deref())
    }

    /// Where two requests go to the same place, they are equal.
    pub(crate) fn place(&self) -> (&'static str, Option<&str>) {
        (self.service.name(), self.region.as_deref())
    }

    pub(crate) fn client(&self) -> &WorkRequestClient {
        &self.client
    }

    /// The same in a compartment, for operations that ask for it, unless it is named already.
    pub(crate) fn in_compartment(mut self, id: &str) -> Self {
        const NAME: &str = "compartmentId";
        if self.parameters.get(NAME).is_none() {
            self.parameters.set(NAME.to_owned(), id.to_owned());
        }
        self
    }

    /// Whether a list tells what is in a compartment, with nothing else to be named.
    pub(crate) fn lists_compartments(&self) -> bool {
        let list = self.service.list();
        let known = |name: &&str| *name == "compartmentId" || self.parameters.get(name).is_some();
        list.takes("compartmentId")
            && list.required().iter().all(known)
            && list.path_parameters().all(|name| known(&name))
    }
}
