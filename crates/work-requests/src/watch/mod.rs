//! Following work requests to their end.
//!
//! Each work request is read again and again, at a fixed interval, until it ends or the time limit
//! passes. What may succeed later (throttling, a failing service, a lost connection) does not end a
//! wait; what cannot (a wrong id, a refused signature) ends it at once.

mod poll;
mod wait;

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use futures_util::stream::{BoxStream, SelectAll, StreamExt, select_all};
use tokio::sync::Semaphore;

pub use wait::Wait;

use crate::client::WorkRequestClient;
use crate::error::Error;
use crate::work::{Outcome, WorkRequest};
use poll::Poller;

/// Time between two reads of a work request, unless set.
pub(crate) const DEFAULT_INTERVAL: Duration = Duration::from_secs(2);

/// Reads that may be under way at once, so that many ids do not become a burst.
const READS_AT_ONCE: usize = 8;

/// What is learnt while following work requests.
#[derive(Debug)]
#[non_exhaustive]
pub enum WatchEvent {
    /// The work request was read, and something of it changed.
    Changed {
        /// The id as it was given.
        id: String,
        /// Its state now.
        work_request: WorkRequest,
    },
    /// A read failed in a way that may pass; it is read again.
    Retrying {
        /// The id as it was given.
        id: String,
        /// Why the read failed.
        error: Error,
    },
    /// It ended, or the time limit passed: the last event of this id.
    Done {
        /// The id as it was given.
        id: String,
        /// How it ended.
        outcome: Outcome,
    },
    /// It cannot be followed: the last event of this id.
    Lost {
        /// The id as it was given.
        id: String,
        /// Why not.
        error: Error,
    },
}

/// Work requests being followed: a stream of [`WatchEvent`], made by [`WorkRequestClient::watch`].
///
/// It ends when each id had its `Done` or `Lost`. Dropping it stops following; the work goes on.
#[must_use = "streams do nothing unless polled"]
pub struct Watch {
    client: WorkRequestClient,
    ids: Vec<String>,
    pace: Pace,
    events: Option<SelectAll<BoxStream<'static, WatchEvent>>>,
}

/// How often to read, and for how long.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) interval: Duration,
    pub(crate) timeout: Option<Duration>,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            interval: DEFAULT_INTERVAL,
            timeout: None,
        }
    }
}

impl Watch {
    pub(crate) fn new(client: WorkRequestClient, ids: Vec<String>) -> Self {
        Self {
            client,
            ids,
            pace: Pace::default(),
            events: None,
        }
    }

    /// Time between two reads of the same work request. Default: 2 s.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.pace.interval = interval;
        self
    }

    /// Ends what is not done after this time with [`Outcome::TimedOut`]. Default: no limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.pace.timeout = Some(timeout);
        self
    }

    fn start(&mut self) -> SelectAll<BoxStream<'static, WatchEvent>> {
        let reads = Arc::new(Semaphore::new(READS_AT_ONCE));
        let ids = std::mem::take(&mut self.ids);
        select_all(ids.into_iter().map(|id| {
            Poller::new(self.client.clone(), id, self.pace, Arc::clone(&reads))
                .into_events()
                .boxed()
        }))
    }
}

impl Stream for Watch {
    type Item = WatchEvent;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<WatchEvent>> {
        // The time limit runs from the first poll, not from when the builder was made.
        let mut events = match self.events.take() {
            Some(events) => events,
            None => self.start(),
        };
        let next = events.poll_next_unpin(cx);
        self.events = Some(events);
        next
    }
}
