//! Waiting for one work request.

use std::pin::Pin;
use std::time::Duration;

use futures_util::stream::StreamExt;

use super::{Watch, WatchEvent};
use crate::client::WorkRequestClient;
use crate::error::{Error, ErrorKind};
use crate::work::{Outcome, WorkRequest};

type Progress = Box<dyn FnMut(&WorkRequest) + Send>;

/// Waits until a work request ends: made by [`WorkRequestClient::wait`], begun when awaited.
///
/// Dropping it stops waiting; the work goes on.
#[must_use = "nothing is sent until it is awaited"]
pub struct Wait {
    watch: Watch,
    on_progress: Option<Progress>,
}

impl Wait {
    pub(crate) fn new(client: WorkRequestClient, id: String) -> Self {
        Self {
            watch: client.watch([id]),
            on_progress: None,
        }
    }

    /// Time between two reads. Default: 2 s.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.watch = self.watch.interval(interval);
        self
    }

    /// Ends the wait after this time with [`Outcome::TimedOut`]. Default: no limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.watch = self.watch.timeout(timeout);
        self
    }

    /// Calls `progress` with each state that differs from the one before.
    pub fn on_progress(mut self, progress: impl FnMut(&WorkRequest) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(progress));
        self
    }

    /// Waits.
    ///
    /// A failed work request is an [`Outcome`], not an error.
    ///
    /// # Errors
    /// What cannot pass by itself: a wrong id, a refused signature, an answer that is not understood.
    pub async fn send(mut self) -> Result<Outcome, Error> {
        while let Some(event) = self.watch.next().await {
            match event {
                WatchEvent::Changed { work_request, .. } => {
                    if let Some(progress) = &mut self.on_progress {
                        progress(&work_request);
                    }
                }
                WatchEvent::Retrying { .. } => {}
                WatchEvent::Done { outcome, .. } => return Ok(outcome),
                WatchEvent::Lost { error, .. } => return Err(error),
            }
        }
        Err(Error::new(
            ErrorKind::Usage,
            "the wait ended without an outcome",
        ))
    }
}

impl IntoFuture for Wait {
    type Output = Result<Outcome, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
