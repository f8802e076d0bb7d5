//! All about the work request that is selected.

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, pending};
use work_requests::{Error, Report, WorkRequestClient};

/// The report of the one selected, read when it is selected and again when it changed.
pub(super) struct Details {
    client: WorkRequestClient,
    id: Option<String>,
    text: String,
    stale: bool,
    reading: Option<BoxFuture<'static, Result<Report, Error>>>,
}

impl Details {
    pub(super) fn new(client: WorkRequestClient) -> Self {
        Self {
            client,
            id: None,
            text: String::new(),
            stale: false,
            reading: None,
        }
    }

    /// Sees to it that this one is shown.
    pub(super) fn show(&mut self, id: Option<&str>) {
        if self.id.as_deref() != id {
            self.id = id.map(str::to_owned);
            self.text.clear();
            self.reading = None;
            self.stale = true;
        }
        if let Some(id) = self
            .id
            .as_deref()
            .filter(|_| self.stale && self.reading.is_none())
        {
            self.stale = false;
            let report = self.client.report(id);
            self.reading = Some(report.send().boxed());
        }
    }

    /// Something of this one is new.
    pub(super) fn is_stale(&mut self, id: Option<&str>) {
        self.stale |= id.is_some() && self.id.as_deref() == id;
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Comes when there is something new to show.
    pub(super) async fn arrived(&mut self) {
        let report = match &mut self.reading {
            Some(reading) => reading.await,
            None => return pending().await,
        };
        self.reading = None;
        self.text = match report {
            Ok(report) => report.to_string(),
            Err(error) => work_requests::text::visible(&error.to_string()).into_owned(),
        };
    }
}
