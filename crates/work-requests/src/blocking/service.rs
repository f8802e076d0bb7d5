//! One service's work requests, blocking.

use std::fmt;
use std::sync::Arc;

use super::thread::Thread;
use super::{Call, Iter};
use crate::error::Error;
use crate::report::ReportBuilder;
use crate::service::{
    self, CancelWorkRequest, ChosenBy, GetWorkRequest, ListWorkRequestErrors, ListWorkRequestLogs,
    ListWorkRequests, Service,
};
use crate::watch::{Wait, Watch};

/// Reads and follows the work requests of one service: made by
/// [`WorkRequestClient::service`](super::WorkRequestClient::service) and
/// [`service_of`](super::WorkRequestClient::service_of). Cheap to clone.
#[derive(Clone)]
pub struct ServiceClient {
    client: service::ServiceClient,
    thread: Arc<Thread>,
}

impl ServiceClient {
    pub(super) fn new(client: service::ServiceClient, thread: &Arc<Thread>) -> Self {
        let thread = Arc::clone(thread);
        Self { client, thread }
    }

    /// The service.
    pub fn service(&self) -> &'static Service {
        self.client.service()
    }

    /// How it was chosen.
    pub fn chosen_by(&self) -> ChosenBy {
        self.client.chosen_by()
    }

    /// Names a parameter that the service needs beside the id; see
    /// [`ServiceClient::parameter`](service::ServiceClient::parameter).
    #[must_use]
    pub fn parameter(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            client: self.client.parameter(name, value),
            thread: self.thread,
        }
    }

    /// Calls the service in this region, where neither the client's builder nor an endpoint names
    /// another.
    #[must_use]
    pub fn region(self, region: &str) -> Self {
        Self {
            client: self.client.region(region),
            thread: self.thread,
        }
    }

    /// Reads one work request.
    pub fn get_work_request(&self, id: impl Into<String>) -> Call<GetWorkRequest> {
        self.call(self.client.get_work_request(id))
    }

    /// Lists work requests: of a [compartment](ListWorkRequests::compartment_id), with most
    /// services.
    pub fn list_work_requests(&self) -> Call<ListWorkRequests> {
        self.call(self.client.list_work_requests())
    }

    /// Lists the errors of a work request.
    pub fn list_work_request_errors(&self, id: impl Into<String>) -> Call<ListWorkRequestErrors> {
        self.call(self.client.list_work_request_errors(id))
    }

    /// Lists the log of a work request.
    pub fn list_work_request_logs(&self, id: impl Into<String>) -> Call<ListWorkRequestLogs> {
        self.call(self.client.list_work_request_logs(id))
    }

    /// Asks a work request to end early, where the service can.
    pub fn cancel_work_request(&self, id: impl Into<String>) -> Call<CancelWorkRequest> {
        self.call(self.client.cancel_work_request(id))
    }

    /// Waits until a work request ends, and tells how.
    pub fn wait(&self, id: impl Into<String>) -> Call<Wait> {
        self.call(self.client.wait(id))
    }

    /// Follows work requests of this service, event after event.
    pub fn watch(&self, ids: impl IntoIterator<Item = impl Into<String>>) -> Iter<Watch> {
        Iter::new(&self.thread, self.client.watch(ids))
    }

    /// Follows the work requests of a compartment, event after event.
    pub fn watch_compartment(&self, compartment_id: impl Into<String>) -> Iter<Watch> {
        Iter::new(&self.thread, self.client.watch_compartment(compartment_id))
    }

    /// Tells all there is to know of a work request.
    pub fn report(&self, id: impl Into<String>) -> Call<ReportBuilder> {
        self.call(self.client.report(id))
    }

    /// The URL that operations are sent below.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if no region is known for it.
    pub fn endpoint(&self) -> Result<String, Error> {
        self.client.endpoint()
    }

    fn call<T>(&self, operation: T) -> Call<T> {
        Call::new(&self.thread, operation)
    }
}

impl fmt::Debug for ServiceClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Blocking").field(&self.client).finish()
    }
}
