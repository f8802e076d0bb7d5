//! `ListWorkRequestErrors` and `ListWorkRequestLogs`: what a work request of any service says.

use std::fmt::Debug;
use std::marker::PhantomData;

use serde_json::{Map, Value};
use work_requests_catalog::Operation;
use work_requests_models::SortOrder;

use super::ServiceClient;
use super::get;
use super::listed::Listed;
use super::request::{Request, lacks};
use crate::call::{CallOptions, call_options, page_options};
use crate::decode::wrong;
use crate::error::Error;
use crate::operation::{ListOperation, Paging, ResponseFuture, checked_order, list_futures};
use crate::response::Response;
use crate::work::{ErrorEntry, LogEntry};

/// Lists the errors of a work request: made by [`ServiceClient::list_work_request_errors`].
pub type ListWorkRequestErrors = ListEntries<ErrorEntry>;

/// Lists the log of a work request: made by [`ServiceClient::list_work_request_logs`].
pub type ListWorkRequestLogs = ListEntries<LogEntry>;

/// A service's document.
pub(crate) type Document = Map<String, Value>;

/// The two kinds of entries that a work request has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryKind {
    Logs,
    Errors,
}

/// Lists the errors or the log lines of a work request. Awaited, it gets one page;
/// [`pages`](Self::pages) and [`items`](Self::items) get them all.
///
/// Some services keep them in the document of the work request; that is read then, and has them
/// all on one page. Some ask for the compartment too; unless it is a named parameter, it is read
/// from the document first.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited or streamed"]
pub struct ListEntries<T> {
    service: ServiceClient,
    id: String,
    kind: EntryKind,
    sort_order: Option<SortOrder>,
    paging: Paging,
    options: CallOptions,
    entry: PhantomData<fn() -> T>,
}

impl EntryKind {
    fn operation(self) -> &'static str {
        match self {
            Self::Logs => "list_work_request_logs",
            Self::Errors => "list_work_request_errors",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Logs => "logs",
            Self::Errors => "errors",
        }
    }
}

impl ServiceClient {
    /// Whether entries of this kind can be had, by a list or from the document.
    pub(crate) fn has_entries(&self, kind: EntryKind) -> bool {
        self.entries(kind).is_some() || self.service.embedded(kind.name()).is_some()
    }

    /// The entries in a document, of a service that keeps them there and lists none.
    pub(crate) fn embedded_entries(
        &self,
        kind: EntryKind,
        document: &Document,
    ) -> Option<Vec<Document>> {
        if self.entries(kind).is_some() {
            return None;
        }
        let member = self.service.embedded(kind.name())?;
        let list = document.get(member).and_then(Value::as_array);
        let objects = list.into_iter().flatten().filter_map(Value::as_object);
        Some(objects.cloned().collect())
    }

    fn entries(&self, kind: EntryKind) -> Option<&'static Operation> {
        match kind {
            EntryKind::Logs => self.service.logs(),
            EntryKind::Errors => self.service.errors(),
        }
    }
}

impl<T> ListEntries<T> {
    pub(crate) fn new(service: ServiceClient, id: String, kind: EntryKind) -> Self {
        Self {
            service,
            id,
            kind,
            sort_order: None,
            paging: Paging::default(),
            options: CallOptions::default(),
            entry: PhantomData,
        }
    }

    /// The order of the entries by their timestamps, where the service can tell one. Default: the
    /// service's.
    pub fn sort_order(mut self, order: SortOrder) -> Self {
        self.sort_order = Some(order);
        self
    }

    page_options!();
    call_options!();

    pub(crate) fn with_options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    pub(crate) fn at_page(mut self, token: Option<String>) -> Self {
        self.paging.token = token;
        self
    }

    /// Whether the service can tell the newest first.
    pub(crate) fn is_sortable(&self) -> bool {
        let operation = self.service.entries(self.kind);
        operation.is_some_and(|operation| operation.takes("sortOrder"))
    }

    async fn documents(&self) -> Result<Response<Vec<Document>>, Error> {
        let of = self.service.service;
        match (
            self.service.entries(self.kind),
            of.embedded(self.kind.name()),
        ) {
            (Some(operation), _) => self.listed(operation).await,
            (None, Some(member)) => self.embedded(member).await,
            (None, None) => Err(lacks(of, self.kind.operation())),
        }
    }

    async fn listed(
        &self,
        operation: &'static Operation,
    ) -> Result<Response<Vec<Document>>, Error> {
        let mut request = self.request(operation)?;
        let needs = operation.required().contains(&"compartmentId");
        if needs && self.service.parameters.get("compartmentId").is_none() {
            let compartment = self.compartment().await?;
            request.query.push(("compartmentId", Some(compartment)));
        }
        let outgoing = self.service.outgoing(request.target()?)?;
        let client = self.service.calling()?;
        let response = client.call::<Listed>(request.name, outgoing, &self.options);
        Ok(response.await?.map(|list| list.0))
    }

    fn request(&self, operation: &'static Operation) -> Result<Request<'_>, Error> {
        let name = self.kind.operation();
        let order = self.sort_order.as_ref().map(checked_order).transpose();
        let order = order.map_err(|error| error.in_operation(name))?;
        let taken = |name: &'static str, value: Option<String>| {
            (name, value.filter(|_| operation.takes(name)))
        };
        Ok(Request {
            service: self.service.service,
            operation,
            name,
            parameters: &self.service.parameters,
            id: Some(&self.id),
            query: vec![
                taken("limit", self.paging.size.map(|size| size.to_string())),
                ("page", self.paging.token.clone()),
                taken("sortOrder", order.map(str::to_owned)),
            ],
        })
    }

    async fn compartment(&self) -> Result<String, Error> {
        let options = CallOptions {
            next_page: None,
            ..self.options.clone()
        };
        let work = get::work_request(&self.service, &self.id, &options).await?;
        let compartment = work.data.compartment_id().map(str::to_owned);
        compartment.ok_or_else(|| {
            Error::usage("the work request tells no compartment, and its service asks for one")
                .with_hint(
                    "name it with parameter(\"compartmentId\", ...), or --param compartmentId=...",
                )
                .in_operation(self.kind.operation())
        })
    }

    /// The entries in the document; the newest first if asked.
    async fn embedded(&self, member: &'static str) -> Result<Response<Vec<Document>>, Error> {
        if self.paging.token.is_some() {
            let (of, what) = (self.service.service.name(), self.kind.name());
            return Err(Error::usage(format!("{of} has all {what} on one page"))
                .with_hint("leave the page out; nothing was sent")
                .in_operation(self.kind.operation()));
        }
        let entries = |mut document: Document| match document.remove(member) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(list) => serde_json::from_value::<Vec<Document>>(list)
                .map_err(|e| wrong(member, e.to_string()).with_source(e)),
        };
        let mut response = get::read(&self.service, &self.id, &self.options, entries).await?;
        if self.sort_order == Some(SortOrder::Desc) {
            response.data.reverse();
        }
        Ok(response)
    }
}

list_futures!(ListWorkRequestErrors, ErrorEntry);
list_futures!(ListWorkRequestLogs, LogEntry);

/// Something read from an entry's document.
pub(crate) trait Entry: Debug + Clone + Send + 'static {
    fn of(document: Document, service: &ServiceClient) -> Self;
}

impl Entry for Document {
    fn of(document: Document, _: &ServiceClient) -> Self {
        document
    }
}

impl Entry for ErrorEntry {
    fn of(document: Document, service: &ServiceClient) -> Self {
        Self::from_document(document, service.service)
    }
}

impl Entry for LogEntry {
    fn of(document: Document, service: &ServiceClient) -> Self {
        Self::from_document(document, service.service)
    }
}

impl<T: Entry> ListOperation for ListEntries<T> {
    type Item = T;

    fn operation(&self) -> &'static str {
        self.kind.operation()
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
        let response = self.documents().await?;
        let view = |document| T::of(document, &self.service);
        Ok(response.map(|documents| documents.into_iter().map(view).collect()))
    }
}
