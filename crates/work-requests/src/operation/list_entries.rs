//! `ListWorkRequestErrors` and `ListWorkRequestLogs`: what a work request has to say.

use serde::de::DeserializeOwned;
use std::fmt::Debug;
use std::marker::PhantomData;
use work_requests_catalog::{Operation, WORK_REQUESTS};
use work_requests_models::{SortOrder, WorkRequestError, WorkRequestLogEntry};

use super::ResponseFuture;
use super::pages::{ListOperation, Paging, list_futures};
use crate::call::identifier::{check_identifier, check_token};
use crate::call::{CallOptions, Target, call_options, page_options};
use crate::client::WorkRequestClient;
use crate::error::Error;
use crate::response::Response;

/// Lists the errors of a work request: made by [`WorkRequestClient::list_work_request_errors`].
pub type ListWorkRequestErrors = ListEntries<WorkRequestError>;

/// Lists the log of a work request: made by [`WorkRequestClient::list_work_request_logs`].
pub type ListWorkRequestLogs = ListEntries<WorkRequestLogEntry>;

/// Lists the errors or the log lines of a work request. Awaited, it gets one page;
/// [`pages`](Self::pages) and [`items`](Self::items) get them all.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited or streamed"]
pub struct ListEntries<T> {
    client: WorkRequestClient,
    id: String,
    paging: Paging,
    sort_order: Option<SortOrder>,
    options: CallOptions,
    entry: PhantomData<fn() -> T>,
}

/// What kind of entry is listed, and from where.
pub(crate) trait Entry: DeserializeOwned + Debug + Clone + Send + 'static {
    const OPERATION: &'static str;
    /// The path of the list.
    fn path() -> &'static str;
}

impl Entry for WorkRequestError {
    const OPERATION: &'static str = "list_work_request_errors";
    fn path() -> &'static str {
        WORK_REQUESTS.errors().map_or("", Operation::path)
    }
}

impl Entry for WorkRequestLogEntry {
    const OPERATION: &'static str = "list_work_request_logs";
    fn path() -> &'static str {
        WORK_REQUESTS.logs().map_or("", Operation::path)
    }
}

impl<T> ListEntries<T> {
    pub(crate) fn new(client: WorkRequestClient, id: String) -> Self {
        let options = CallOptions::default();
        Self {
            client,
            id,
            paging: Paging::default(),
            sort_order: None,
            options,
            entry: PhantomData,
        }
    }

    /// The order of the entries by their timestamps. Default: the service's.
    pub fn sort_order(mut self, order: SortOrder) -> Self {
        self.sort_order = Some(order);
        self
    }

    page_options!();
    call_options!();

    fn target(&self, template: &str) -> Result<Target, Error> {
        check_identifier("workRequestId", &self.id)?;
        self.paging
            .token
            .as_deref()
            .map_or(Ok(()), |token| check_token("page", token))?;
        let order = self.sort_order.as_ref().map(checked_order).transpose()?;
        Ok(Target::from_template(template, &self.id)
            .optional("limit", self.paging.size.map(|limit| limit.to_string()))
            .optional("page", self.paging.token.as_deref())
            .optional("sortOrder", order))
    }
}

/// The service takes two words; the open enum could hold another.
pub(crate) fn checked_order(order: &SortOrder) -> Result<&str, Error> {
    match order {
        SortOrder::Asc | SortOrder::Desc => Ok(order.as_str()),
        _ => Err(Error::usage("sortOrder is neither ASC nor DESC")
            .with_hint("use SortOrder::Asc or SortOrder::Desc")),
    }
}

list_futures!(ListWorkRequestErrors, WorkRequestError);
list_futures!(ListWorkRequestLogs, WorkRequestLogEntry);

impl<T: Entry> ListOperation for ListEntries<T> {
    type Item = T;

    fn operation(&self) -> &'static str {
        T::OPERATION
    }

    fn paging(&self) -> &Paging {
        &self.paging
    }

    fn paging_mut(&mut self) -> &mut Paging {
        &mut self.paging
    }

    fn options_mut(&mut self) -> &mut CallOptions {
        &mut self.options
    }

    async fn fetch(self) -> Result<Response<Vec<T>>, Error> {
        let target = self
            .target(T::path())
            .map_err(|e| e.in_operation(T::OPERATION))?;
        self.client.call(T::OPERATION, target, &self.options).await
    }
}
