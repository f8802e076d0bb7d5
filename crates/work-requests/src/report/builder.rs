//! Gathering what a report says.

use std::pin::Pin;

use futures_util::future::join;
use futures_util::stream::StreamExt as _;

use super::collapse::collapse;
use super::{Report, RequestId, Section};
use crate::call::documents::{self, Document, Entries, EntryKind};
use crate::client::WorkRequestClient;
use crate::error::Error;
use crate::operation::{CallOptions, Pages, call_options};
use crate::work::{ErrorEntry, LogEntry};

/// Log lines told unless set.
const USUAL_LINES: usize = 20;

/// Errors read at most; a broken loop on the far side can write any number.
const MOST_ERRORS: usize = 1000;

/// Asks for a [`Report`]: made by [`WorkRequestClient::report`], begun when awaited.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited"]
pub struct ReportBuilder {
    client: WorkRequestClient,
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
    pub(crate) fn new(client: WorkRequestClient, id: String) -> Self {
        Self {
            client,
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
    /// report.
    pub async fn send(self) -> Result<Report, Error> {
        let work = documents::work_request(&self.client, &self.id, &self.options).await?;
        let (errors, logs) = join(self.errors(), self.logs()).await;
        let mut request_ids = vec![RequestId {
            operation: documents::GET,
            id: work.request_id().to_owned(),
        }];
        request_ids.extend(errors.request_ids);
        request_ids.extend(logs.request_ids);
        let error_entries = errors.items.into_iter().map(ErrorEntry::from_document);
        let runs = collapse(logs.items.into_iter().map(LogEntry::from_document));
        Ok(Report {
            work_request: work.data,
            errors: Section::new(
                error_entries.collect(),
                errors.complete,
                errors.error.as_ref(),
            ),
            logs: Section::new(runs, logs.complete, logs.error.as_ref()),
            request_ids,
            made_at: self.client.inner().clock.now().into(),
        })
    }

    async fn errors(&self) -> Gathered {
        gather(self.entries(EntryKind::Errors), Some(MOST_ERRORS)).await
    }

    /// The last lines come first when the newest are asked for; they are told in their order.
    async fn logs(&self) -> Gathered {
        let list = Entries {
            newest_first: self.lines.is_some(),
            ..self.entries(EntryKind::Logs)
        };
        let mut gathered = gather(list, self.lines).await;
        if self.lines.is_some() {
            gathered.items.reverse();
        }
        gathered
    }

    fn entries(&self, kind: EntryKind) -> Entries {
        Entries {
            options: self.options.clone(),
            ..Entries::new(self.client.clone(), self.id.as_str(), kind)
        }
    }
}

/// Reads a list to its end, or one item further than wanted, which tells whether there are more.
async fn gather(list: Entries, most: Option<usize>) -> Gathered {
    let operation = crate::operation::ListOperation::operation(&list);
    let mut pages = Pages::new(list);
    if let Some(most) = most {
        pages = pages.max_items(most.saturating_add(1));
    }
    let mut gathered = Gathered {
        items: Vec::new(),
        complete: true,
        error: None,
        request_ids: Vec::new(),
    };
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
