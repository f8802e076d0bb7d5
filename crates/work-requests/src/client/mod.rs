//! The client: a cheap handle on one endpoint, one signer and one pool of connections.

mod assembly;
mod builder;
mod door;
mod endpoint;
mod endpoints;
mod identity;
mod record;
mod send;
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

use crate::call::Parameters;
use crate::call::request_id::RequestIds;
use crate::clock::Clock;
use crate::error::{CallError, Error};
use crate::observe::Observer;
use crate::resilience::{Classification, RetryStrategy};

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
