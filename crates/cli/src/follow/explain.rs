//! Why a work request did not succeed: its errors and the end of its log.

use std::num::NonZeroU32;

use futures_util::stream::{StreamExt, TryStreamExt};
use serde::Serialize;
use work_requests::models::{SortOrder, WorkRequestError, WorkRequestLogEntry};
use work_requests::{Error, Outcome, WorkRequestClient};

/// Errors read at most; a broken loop on the far side can write thousands.
const MOST_ERRORS: usize = 100;

/// The last lines of the log that are read.
const LAST_LOGS: u32 = 5;

/// Errors and the end of the log, the newest line last.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report {
    pub(crate) errors: Vec<WorkRequestError>,
    pub(crate) logs: Vec<WorkRequestLogEntry>,
    /// What could not be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) problems: Vec<String>,
}

/// Whether an outcome raises the question why.
pub(crate) fn is_wanted(outcome: &Outcome) -> bool {
    !matches!(outcome, Outcome::Succeeded(_) | Outcome::TimedOut(_))
}

/// Reads both at the same time. What cannot be read is said in the report.
pub(crate) async fn report(client: &WorkRequestClient, id: &str) -> Report {
    let (errors, logs) = tokio::join!(errors(client, id), last_logs(client, id));
    let mut report = Report::default();
    report.errors = errors.unwrap_or_else(|error| report.lacks("errors", &error));
    report.logs = logs.unwrap_or_else(|error| report.lacks("log", &error));
    report
}

impl Report {
    /// The first error, in one line.
    pub(crate) fn headline(&self) -> Option<String> {
        let error = self.errors.first()?;
        Some(format!("{}: {}", error.code, error.message))
    }

    fn lacks<T>(&mut self, what: &str, error: &Error) -> Vec<T> {
        self.problems
            .push(format!("the {what} could not be read: {error}"));
        Vec::new()
    }
}

async fn errors(client: &WorkRequestClient, id: &str) -> Result<Vec<WorkRequestError>, Error> {
    client
        .list_work_request_errors(id)
        .items()
        .take(MOST_ERRORS)
        .try_collect()
        .await
}

async fn last_logs(
    client: &WorkRequestClient,
    id: &str,
) -> Result<Vec<WorkRequestLogEntry>, Error> {
    let mut newest_first = client
        .list_work_request_logs(id)
        .sort_order(SortOrder::Desc);
    if let Some(limit) = NonZeroU32::new(LAST_LOGS) {
        newest_first = newest_first.limit(limit);
    }
    let mut logs = newest_first.await?.data;
    logs.truncate(LAST_LOGS as usize);
    logs.reverse();
    Ok(logs)
}
