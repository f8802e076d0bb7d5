//! The four operations of the Work Requests API, each a builder that is awaited.

mod client;
mod get_work_request;
mod list_entries;
mod list_work_requests;
mod pages;

pub use get_work_request::GetWorkRequest;
pub(crate) use list_entries::checked_order;
pub use list_entries::{ListEntries, ListWorkRequestErrors, ListWorkRequestLogs};
pub use list_work_requests::ListWorkRequests;
pub use pages::{Items, Pages};
pub(crate) use pages::{ListOperation, Paging, list_futures};

/// What awaiting an operation runs.
pub(crate) type ResponseFuture<T> =
    std::pin::Pin<Box<dyn Future<Output = Result<crate::Response<T>, crate::Error>> + Send>>;
