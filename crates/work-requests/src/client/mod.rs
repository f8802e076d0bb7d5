//! The client: a cheap handle on one endpoint, one signer and one pool of connections.

mod assembly;
mod builder;
mod door;
mod endpoint;
mod endpoints;
mod identity;
mod sign_in;
mod timeouts;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use work_requests_catalog::{Identifier, Service, WORK_REQUESTS};
use work_requests_transport::{Route, Transport};

pub use builder::ClientBuilder;
pub(crate) use endpoints::{Endpoints, ServiceEndpoint};
pub use timeouts::Timeouts;

use crate::call::CallError;
use crate::call::request_id::RequestIds;
use crate::clock::Clock;
use crate::error::Error;
use crate::observe::Observer;
use crate::operation::{
    GetWorkRequest, ListEntries, ListWorkRequestErrors, ListWorkRequestLogs, ListWorkRequests,
};
use crate::report::ReportBuilder;
use crate::resilience::{Classification, RetryStrategy};
use crate::service::{Parameters, ServiceClient};
use crate::watch::{Checkpoint, Wait, Watch};

/// A client of Oracle Cloud's Work Requests API, version 20160918.
///
/// Cloning is cheap; clones share connections and settings. Dropping the last clone closes the
/// idle connections.
#[derive(Clone)]
pub struct WorkRequestClient {
    inner: Arc<Inner>,
    at: Arc<ServiceEndpoint>,
}

/// What all clones share, for whichever service they call.
pub(crate) struct Inner {
    pub(crate) endpoints: Endpoints,
    /// Ours, if no service of the caller's own stands in for it.
    transport: Option<Transport>,
    pub(crate) retry_strategy: RetryStrategy,
    pub(crate) classification: Arc<Classification>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) allow_control_chars: bool,
    pub(crate) request_ids: RequestIds,
    pub(crate) clock: Clock,
    /// The service whose work requests are read and followed, if the caller named one.
    pub(crate) service: Option<&'static Service>,
    /// Named parameters for services that need more than an id.
    pub(crate) parameters: Parameters,
    pub(crate) observer: Option<Observer>,
}

impl WorkRequestClient {
    /// A client for the profile that configuration file and environment name, as the command line
    /// and the official tools find it: `~/.oci/config`, profile `DEFAULT`, unless overridden.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) with every problem of the profile at once;
    /// [`ErrorKind::Auth`](crate::ErrorKind::Auth) if the private key cannot be used.
    pub fn from_default_config() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// A builder for everything else.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

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

    /// This client in the region that an OCID tells, for the typed operations, which stay in the
    /// client's own. It stays there too if the OCID tells no region that is known, or the builder
    /// named a region or an endpoint.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the endpoint there cannot be formed.
    pub fn in_region_of(&self, id: &str) -> Result<Self, Error> {
        match self.told_region(id) {
            Some(region) => self.calling(WORK_REQUESTS, Some(&region)),
            None => Ok(self.clone()),
        }
    }

    /// The region that an OCID tells, if it is gone by.
    pub(crate) fn told_region(&self, id: &str) -> Option<Box<str>> {
        let region = Identifier::read(id)?.region()?;
        self.inner.endpoints.followed(region)
    }

    /// Waits until a work request ends, and tells how.
    pub fn wait(&self, id: impl Into<String>) -> Wait {
        Wait::new(self.watch([id]))
    }

    /// Follows any number of work requests to their ends, as a stream of events.
    pub fn watch(&self, ids: impl IntoIterator<Item = impl Into<String>>) -> Watch {
        Watch::of_ids(self.clone(), ids.into_iter().map(Into::into))
    }

    /// Follows the work requests of a compartment that have not ended, and new ones as they come.
    pub fn watch_compartment(&self, compartment_id: impl Into<String>) -> Watch {
        let none: [String; 0] = [];
        Watch::of_ids(self.clone(), none).compartment(compartment_id)
    }

    /// Tells all there is to know of a work request: errors, log, resources, times.
    pub fn report(&self, id: impl Into<String>) -> ReportBuilder {
        let id = id.into();
        ReportBuilder::new(self.service_of(&id), id)
    }

    /// Goes on with a watch or a wait that was saved.
    pub fn resume(&self, checkpoint: Checkpoint) -> Watch {
        Watch::of_checkpoint(self.clone(), checkpoint)
    }

    /// The URL that operations are sent below, such as
    /// `https://iaas.us-ashburn-1.oraclecloud.com/20160918`.
    pub fn endpoint(&self) -> &str {
        &self.at.base
    }

    /// Checks what can be checked without opening a socket: whether the endpoint may be called at
    /// all, whether the proxy for it can be understood, and whether the certificate authorities to
    /// trust can be read. Tells the way that requests take; with a service of the caller's own in
    /// place of the transport, that is always [`Route::Direct`].
    ///
    /// # Errors
    /// What each call would fail with before its first byte; [`Error::stage`] says which of these.
    pub async fn check_route(&self) -> Result<Route, Error> {
        let Some(transport) = &self.inner().transport else {
            return Ok(Route::Direct);
        };
        let target = self.endpoint().parse();
        let target = target.map_err(|e| Error::config("the endpoint is no URL").with_source(e))?;
        let checked = transport.check(&target).await;
        checked.map_err(|error| CallError::from(error).into_error(0))
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }

    pub(crate) fn at(&self) -> &ServiceEndpoint {
        &self.at
    }

    /// This client, calling a service where it is in this region; in its own without one.
    pub(crate) fn calling(
        &self,
        service: &'static Service,
        region: Option<&str>,
    ) -> Result<Self, Error> {
        Ok(Self {
            inner: Arc::clone(&self.inner),
            at: self.inner.endpoints.of(service, region)?,
        })
    }
}

impl fmt::Debug for WorkRequestClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkRequestClient")
            .field("endpoint", &self.at.base)
            .finish_non_exhaustive()
    }
}
