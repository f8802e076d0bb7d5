//! The client: a cheap handle on one endpoint, one signer and one pool of connections.

mod assembly;
mod builder;
mod door;
mod endpoint;
mod identity;
mod sign_in;
mod timeouts;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use work_requests_resilience::breaker::CircuitBreaker;
use work_requests_resilience::retry::TokenBudget;

pub use builder::ClientBuilder;
pub use timeouts::Timeouts;

use crate::call::request_id::RequestIds;
use crate::clock::Clock;
use crate::error::Error;
use crate::operation::{
    GetWorkRequest, ListEntries, ListWorkRequestErrors, ListWorkRequestLogs, ListWorkRequests,
};
use crate::report::ReportBuilder;
use crate::resilience::{Classification, RetryStrategy};
use crate::stack::Attempts;
use crate::watch::{Checkpoint, Wait, Watch};

/// A client of Oracle Cloud's Work Requests API, version 20160918.
///
/// Cloning is cheap; clones share connections and settings. Dropping the last clone closes the
/// idle connections.
#[derive(Clone)]
pub struct WorkRequestClient(Arc<Inner>);

/// What all clones share.
pub(crate) struct Inner {
    /// Scheme, authority and base path, ready to have a target appended.
    pub(crate) base: String,
    /// Headers that are the same on every request.
    pub(crate) headers: Arc<HeaderMap>,
    pub(crate) attempts: Attempts,
    pub(crate) retry_strategy: RetryStrategy,
    pub(crate) breaker: Option<CircuitBreaker>,
    /// Repeats of all calls draw on this together.
    pub(crate) budget: TokenBudget,
    pub(crate) classification: Arc<Classification>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) allow_control_chars: bool,
    pub(crate) request_ids: RequestIds,
    pub(crate) clock: Clock,
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

    /// Waits until a work request ends, and tells how.
    pub fn wait(&self, id: impl Into<String>) -> Wait {
        Wait::new(self.clone(), id.into())
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
        ReportBuilder::new(self.clone(), id.into())
    }

    /// Goes on with a watch or a wait that was saved.
    pub fn resume(&self, checkpoint: Checkpoint) -> Watch {
        Watch::of_checkpoint(self.clone(), checkpoint)
    }

    /// The URL that operations are sent below, such as
    /// `https://iaas.us-ashburn-1.oraclecloud.com/20160918`.
    pub fn endpoint(&self) -> &str {
        &self.0.base
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }
}

impl fmt::Debug for WorkRequestClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkRequestClient")
            .field("endpoint", &self.0.base)
            .finish_non_exhaustive()
    }
}
