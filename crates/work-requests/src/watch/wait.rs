//! Waiting for one work request.

use std::pin::Pin;

use futures_util::stream::StreamExt;

use super::settings::{Settings, follow_options};
use super::{Watch, WatchEvent};
use crate::error::{Error, ErrorKind};
use crate::work::{Outcome, WorkRequest};

type Listener = Box<dyn FnMut(&WatchEvent) + Send>;

/// Waits until a work request ends: made by [`WorkRequestClient::wait`](crate::WorkRequestClient::wait), begun when awaited.
///
/// Suspended and waiting work is waited on. Dropping it stops waiting; the work goes on.
///
/// ```
/// # async fn launch(client: work_requests::WorkRequestClient) -> Result<(), work_requests::Error> {
/// use std::time::Duration;
/// use work_requests::Outcome;
///
/// let wait = client.wait("ocid1.coreservicesworkrequest.oc1.phx.example");
/// match wait.timeout(Duration::from_secs(1800)).await? {
///     Outcome::Succeeded(work) => println!("done: {:?}", work.time_finished()),
///     other => println!("{}", other.as_str()),
/// }
/// # Ok(()) }
/// ```
#[must_use = "nothing is sent until it is awaited"]
pub struct Wait {
    watch: Watch,
    listeners: Vec<Listener>,
}

impl Wait {
    pub(crate) fn new(watch: Watch) -> Self {
        Self {
            watch,
            listeners: Vec::new(),
        }
    }

    follow_options!();

    /// Calls `progress` with each state that differs from the one before.
    pub fn on_progress(self, mut progress: impl FnMut(&WorkRequest) + Send + 'static) -> Self {
        self.on_event(move |event| {
            if let WatchEvent::Changed { work_request, .. } = event {
                progress(work_request);
            }
        })
    }

    /// Calls `listener` with everything that is learnt; [`events`](Self::events) gives the same as
    /// a stream.
    pub fn on_event(mut self, listener: impl FnMut(&WatchEvent) + Send + 'static) -> Self {
        self.listeners.push(Box::new(listener));
        self
    }

    /// The wait as a stream of events, which can be saved by
    /// [`Watch::checkpoint`](crate::Watch::checkpoint). Listeners are not called then.
    pub fn events(self) -> Watch {
        self.watch
    }

    /// Waits.
    ///
    /// A failed work request is an [`Outcome`], not an error.
    ///
    /// # Errors
    /// What cannot pass by itself: a wrong id, a refused signature, an answer that is not
    /// understood; and the last failure when nothing else came for
    /// [so long](Self::give_up_after).
    pub async fn send(mut self) -> Result<Outcome, Error> {
        while let Some(event) = self.watch.next().await {
            self.listeners.iter_mut().for_each(|listen| listen(&event));
            match event {
                WatchEvent::Done { outcome, .. } => return Ok(outcome),
                WatchEvent::Lost { error, .. } => return Err(error),
                _ => {}
            }
        }
        Err(Error::new(
            ErrorKind::Usage,
            "the wait ended without an outcome",
        ))
    }

    fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        self.watch = self.watch.set(change);
        self
    }
}

impl IntoFuture for Wait {
    type Output = Result<Outcome, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
