//! The client, blocking.

use std::fmt;
use std::sync::Arc;

use super::thread::Thread;
use super::{Call, Iter, ServiceClient};
use crate::error::Error;
use crate::operation::{
    GetWorkRequest, ListWorkRequestErrors, ListWorkRequestLogs, ListWorkRequests,
};
use crate::report::ReportBuilder;
use crate::service::Service;
use crate::watch::{Checkpoint, Wait, Watch};

/// A client of Oracle Cloud's Work Requests API that blocks: made by
/// [`ClientBuilder::build_blocking`](crate::ClientBuilder::build_blocking).
///
/// Cloning is cheap; clones share connections, settings and one thread. Dropping the last clone,
/// and what was made of it, ends the thread. See [`blocking`](super).
#[derive(Clone)]
pub struct WorkRequestClient {
    client: crate::WorkRequestClient,
    thread: Arc<Thread>,
}

impl WorkRequestClient {
    pub(super) fn new(client: crate::WorkRequestClient, thread: Arc<Thread>) -> Self {
        Self { client, thread }
    }

    /// A client for the profile that configuration file and environment name; see
    /// [`WorkRequestClient::from_default_config`](crate::WorkRequestClient::from_default_config).
    ///
    /// # Errors
    /// As there; [`ErrorKind::Config`](crate::ErrorKind::Config) too if the system gives no thread.
    pub fn from_default_config() -> Result<Self, Error> {
        crate::WorkRequestClient::builder().build_blocking()
    }

    /// Reads one work request.
    pub fn get_work_request(&self, id: impl Into<String>) -> Call<GetWorkRequest> {
        self.call(self.client.get_work_request(id))
    }

    /// Lists the work requests of a compartment, one page or all.
    pub fn list_work_requests(&self, compartment_id: impl Into<String>) -> Call<ListWorkRequests> {
        self.call(self.client.list_work_requests(compartment_id))
    }

    /// Lists the errors of a work request, one page or all.
    pub fn list_work_request_errors(&self, id: impl Into<String>) -> Call<ListWorkRequestErrors> {
        self.call(self.client.list_work_request_errors(id))
    }

    /// Lists the log of a work request, one page or all.
    pub fn list_work_request_logs(&self, id: impl Into<String>) -> Call<ListWorkRequestLogs> {
        self.call(self.client.list_work_request_logs(id))
    }

    /// The work requests of a service, in the view that is the same for all services.
    pub fn service(&self, service: &'static Service) -> ServiceClient {
        ServiceClient::new(self.client.service(service), &self.thread)
    }

    /// The service that a work request belongs to, as far as its OCID tells.
    pub fn service_of(&self, id: &str) -> ServiceClient {
        ServiceClient::new(self.client.service_of(id), &self.thread)
    }

    /// Waits until a work request ends, and tells how.
    pub fn wait(&self, id: impl Into<String>) -> Call<Wait> {
        self.call(self.client.wait(id))
    }

    /// Follows any number of work requests to their ends, event after event.
    pub fn watch(&self, ids: impl IntoIterator<Item = impl Into<String>>) -> Iter<Watch> {
        Iter::new(&self.thread, self.client.watch(ids))
    }

    /// Follows the work requests of a compartment that have not ended, and new ones as they come.
    pub fn watch_compartment(&self, compartment_id: impl Into<String>) -> Iter<Watch> {
        Iter::new(&self.thread, self.client.watch_compartment(compartment_id))
    }

    /// Tells all there is to know of a work request.
    pub fn report(&self, id: impl Into<String>) -> Call<ReportBuilder> {
        self.call(self.client.report(id))
    }

    /// Goes on with a watch or a wait that was saved.
    pub fn resume(&self, checkpoint: Checkpoint) -> Iter<Watch> {
        Iter::new(&self.thread, self.client.resume(checkpoint))
    }

    /// The URL that operations are sent below.
    pub fn endpoint(&self) -> &str {
        self.client.endpoint()
    }

    fn call<T>(&self, operation: T) -> Call<T> {
        Call::new(&self.thread, operation)
    }
}

impl fmt::Debug for WorkRequestClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Blocking").field(&self.client).finish()
    }
}
