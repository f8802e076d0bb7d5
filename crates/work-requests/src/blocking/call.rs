//! One operation, sent by a thread that waits.

use std::fmt;
use std::sync::Arc;

use super::Iter;
use super::thread::Thread;
use crate::error::Error;
use crate::operation::{self, Items, Pages};
use crate::watch::{Wait, Watch};
use crate::{models, service, work};

/// An operation of the async client, with its settings, to be sent while the caller waits.
///
/// ```
/// # fn read(client: work_requests::blocking::WorkRequestClient) -> Result<(), work_requests::Error> {
/// use std::time::Duration;
///
/// let id = "ocid1.coreservicesworkrequest.oc1.phx.example";
/// let call = client.get_work_request(id).with(|get| get.deadline(Duration::from_secs(5)));
/// println!("{}", call.send()?.data.status);
/// # Ok(()) }
/// ```
#[must_use = "nothing is sent until `send`"]
pub struct Call<T> {
    operation: T,
    thread: Arc<Thread>,
}

impl<T> Call<T> {
    pub(super) fn new(thread: &Arc<Thread>, operation: T) -> Self {
        let thread = Arc::clone(thread);
        Self { operation, thread }
    }

    /// Sets what the async builder can set.
    pub fn with(self, set: impl FnOnce(T) -> T) -> Self {
        Self {
            operation: set(self.operation),
            thread: self.thread,
        }
    }

    /// Sends it, and blocks until it is done. A list gives one page.
    ///
    /// # Errors
    /// Those of the async builder's `send`, and
    /// [`ErrorKind::Usage`](crate::ErrorKind::Usage) in a callback of the same client.
    pub fn send<R>(self) -> Result<R, Error>
    where
        T: IntoFuture<Output = Result<R, Error>>,
        T::IntoFuture: Send + 'static,
        R: Send + 'static,
    {
        self.thread.run(self.operation.into_future())?
    }
}

macro_rules! lists {
    ($($list:ty: $item:ty,)*) => {$(
        impl Call<$list> {
            /// All pages from here on, each fetched when it is asked for.
            pub fn pages(self) -> Iter<Pages<$item>> {
                Iter::new(&self.thread, self.operation.pages())
            }

            /// All items from here on, each page fetched when it is asked for.
            pub fn items(self) -> Iter<Items<$item>> {
                Iter::new(&self.thread, self.operation.items())
            }
        }
    )*};
}

lists! {
    operation::ListWorkRequests: models::WorkRequestSummary,
    operation::ListWorkRequestErrors: models::WorkRequestError,
    operation::ListWorkRequestLogs: models::WorkRequestLogEntry,
    service::ListWorkRequests: work::WorkRequest,
    service::ListWorkRequestErrors: work::ErrorEntry,
    service::ListWorkRequestLogs: work::LogEntry,
}

impl Call<Wait> {
    /// The wait as events; see [`Wait::events`].
    pub fn events(self) -> Iter<Watch> {
        Iter::new(&self.thread, self.operation.events())
    }
}

impl<T: fmt::Debug> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.operation).finish()
    }
}
