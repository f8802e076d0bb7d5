//! Gathering what a report says.

use std::pin::Pin;

use futures_util::future::join;
use futures_util::stream::StreamExt as _;
use work_requests_models::SortOrder;

use super::collapse::collapse;
use super::{Report, RequestId, Section};

use crate::call::{CallOptions, call_options};
use crate::error::Error;
use crate::operation::Pages;
use crate::service::{Document, EntryKind, GET, ListEntries, ServiceClient, work_request};
use crate::work::{ErrorEntry, LogEntry, WorkRequest};

/// Log lines told unless set.
const USUAL_LINES: usize = 20;

/// Errors read at most; a broken loop on the far side can write any number.
const MOST_ERRORS: usize = 1000;

/// Asks for a [`Report`]: made by [`WorkRequestClient::report`](crate::WorkRequestClient::report), begun when awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited"]
pub struct ReportBuilder {
    service: ServiceClient,
    id: String,
    /// `None` for all.
    lines: Option<usize>,
    options: CallOptions,
}

/// What a list gave until its end, its limit or an error.
struct Gathered {
    items: Vec<Document>,
    complete: bool,
    error: Option<Error>,
    request_ids: Vec<RequestId>,
}

impl ReportBuilder {
    pub(crate) fn new(service: ServiceClient, id: String) -> Self {
        Self {
            service,
            id,
            lines: Some(USUAL_LINES),
            options: CallOptions::default(),
        }
    }

    /// How many of the last log lines to tell. Default: 20.
    pub fn log_lines(mut self, lines: usize) -> Self {
        self.lines = Some(lines);
        self
    }

    /// Tells all log lines.
    pub fn all_logs(mut self) -> Self {
        self.lines = None;
        self
    }

    call_options!();

    /// Reads the work request, then its errors and log at the same time.
    ///
    /// # Errors
    /// If the work request cannot be read. Errors and log that cannot be read are said in the
    /// report; of a service that has none they are empty.
    pub async fn send(self) -> Result<Report, Error> {
        let work = work_request(&self.service, &self.id, &self.options).await?;
        let mut request_ids = vec![RequestId {
            operation: GET,
            id: work.request_id().to_owned(),
        }];
        let work = work.data;
        let this = self.in_compartment(work.compartment_id());
        let (errors, logs) = join(this.errors(&work), this.logs(&work)).await;
        let service = this.service.service();
        request_ids.extend(errors.request_ids);
        request_ids.extend(logs.request_ids);
        let entries = errors.items.into_iter();
        let entries = entries.map(|document| ErrorEntry::from_document(document, service));
        let lines = logs.items.into_iter();
        let runs = collapse(lines.map(|document| LogEntry::from_document(document, service)));
        Ok(Report {
            work_request: work,
            errors: Section::new(entries.collect(), errors.complete, errors.error.as_ref()),
            logs: Section::new(runs, logs.complete, logs.error.as_ref()),
            request_ids,
            made_at: this.service.client().inner().clock.now().into(),
        })
    }

    /// Some services ask for the compartment with errors and log.
    fn in_compartment(mut self, compartment: Option<&str>) -> Self {
        if let Some(compartment) = compartment {
            self.service = self.service.in_compartment(compartment);
        }
        self
    }

    async fn errors(&self, work: &WorkRequest) -> Gathered {
        match self
            .service
            .embedded_entries(EntryKind::Errors, work.document())
        {
            Some(items) => Gathered::of(items),
            None if !self.service.has_entries(EntryKind::Errors) => Gathered::of(Vec::new()),
            None => gather(self.entries(EntryKind::Errors), Some(MOST_ERRORS)).await,
        }
    }

    /// The last lines are had by asking for the newest first, where the service can tell them so;
    /// they are told in their order.
    async fn logs(&self, work: &WorkRequest) -> Gathered {
        if let Some(items) = self
            .service
            .embedded_entries(EntryKind::Logs, work.document())
        {
            return Gathered::of(items).last(self.lines);
        }
        if !self.service.has_entries(EntryKind::Logs) {
            return Gathered::of(Vec::new());
        }
        let list = self.entries(EntryKind::Logs);
        if self.lines.is_none() || !list.is_sortable() {
            return gather(list, None).await.last(self.lines);
        }
        let mut gathered = gather(list.sort_order(SortOrder::Desc), self.lines).await;
        gathered.items.reverse();
        gathered
    }

    fn entries(&self, kind: EntryKind) -> ListEntries<Document> {
        let list = ListEntries::new(self.service.clone(), self.id.clone(), kind);
        list.sort_order(SortOrder::Asc)
            .with_options(self.options.clone())
    }
}

impl Gathered {
    fn of(items: Vec<Document>) -> Self {
        Self {
            items,
            complete: true,
            error: None,
            request_ids: Vec::new(),
        }
    }

    /// Only so many of the last.
    fn last(mut self, most: Option<usize>) -> Self {
        let surplus = most.map_or(0, |most| self.items.len().saturating_sub(most));
        self.complete &= surplus == 0;
        self.items.drain(..surplus);
        self
    }
}

/// Reads a list to its end, or one item further than wanted, which tells whether there are more.
async fn gather(list: ListEntries<Document>, most: Option<usize>) -> Gathered {
    let operation = crate::operation::ListOperation::operation(&list);
    let mut pages = Pages::new(list);
    if let Some(most) = most {
        pages = pages.max_items(most.saturating_add(1));
    }
    let mut gathered = Gathered::of(Vec::new());
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => {
                let id = page.request_id().to_owned();
                gathered.request_ids.push(RequestId { operation, id });
                gathered.items.extend(page.data);
            }
            Err(error) => gathered.error = Some(error),
        }
    }
    if let Some(most) = most.filter(|most| gathered.items.len() > *most) {
        gathered.items.truncate(most);
        gathered.complete = false;
    }
    gathered
}

impl IntoFuture for ReportBuilder {
    type Output = Result<Report, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
