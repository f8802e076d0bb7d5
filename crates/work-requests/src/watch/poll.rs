//! One work request, read until it ends.

use std::sync::Arc;

use futures_core::Stream;
use futures_util::stream;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout_at};

use super::{Pace, WatchEvent};
use crate::client::WorkRequestClient;
use crate::error::Error;
use crate::work::{Outcome, WorkRequest};

/// Reads one work request at the given pace.
pub(super) struct Poller {
    client: WorkRequestClient,
    id: String,
    pace: Pace,
    reads: Arc<Semaphore>,
    ends_at: Option<Instant>,
    last: Option<WorkRequest>,
    stage: Stage,
}

enum Stage {
    Read,
    Pause,
    Finish(Outcome),
    Ended,
}

impl Poller {
    pub(super) fn new(
        client: WorkRequestClient,
        id: String,
        pace: Pace,
        reads: Arc<Semaphore>,
    ) -> Self {
        let ends_at = pace
            .timeout
            .and_then(|limit| Instant::now().checked_add(limit));
        Self {
            client,
            id,
            pace,
            reads,
            ends_at,
            last: None,
            stage: Stage::Read,
        }
    }

    pub(super) fn into_events(self) -> impl Stream<Item = WatchEvent> + Send {
        stream::unfold(self, |mut poller| async {
            poller.next().await.map(|event| (event, poller))
        })
    }

    async fn next(&mut self) -> Option<WatchEvent> {
        loop {
            match std::mem::replace(&mut self.stage, Stage::Read) {
                Stage::Ended => {
                    self.stage = Stage::Ended;
                    return None;
                }
                Stage::Finish(outcome) => return Some(self.done(outcome)),
                Stage::Pause => self.pause().await,
                Stage::Read => {
                    if let Some(event) = self.read().await {
                        return Some(event);
                    }
                }
            }
        }
    }

    /// Reads once; gives an event if there is something to tell.
    async fn read(&mut self) -> Option<WatchEvent> {
        let read = async {
            // Closing is never done, so a permit always comes.
            let _permit = self.reads.acquire().await.ok();
            self.client.read_work(&self.id).await
        };
        let answer = match self.ends_at {
            Some(end) => match timeout_at(end, read).await {
                Ok(answer) => answer,
                Err(_) => return Some(self.timed_out()),
            },
            None => read.await,
        };
        match answer {
            Ok(work) => self.changed(work),
            Err(error) => Some(self.failed(error)),
        }
    }

    fn changed(&mut self, work: WorkRequest) -> Option<WatchEvent> {
        let news = self.last.as_ref() != Some(&work);
        self.last = Some(work.clone());
        self.stage = match Outcome::of(work.clone()) {
            Ok(outcome) => Stage::Finish(outcome),
            Err(_) => Stage::Pause,
        };
        news.then(|| WatchEvent::Changed {
            id: self.id.clone(),
            work_request: work,
        })
    }

    fn failed(&mut self, error: Error) -> WatchEvent {
        let id = self.id.clone();
        if error.is_retryable() {
            self.stage = Stage::Pause;
            return WatchEvent::Retrying { id, error };
        }
        self.stage = Stage::Ended;
        WatchEvent::Lost { id, error }
    }

    fn timed_out(&mut self) -> WatchEvent {
        let last = self.last.take();
        self.done(Outcome::TimedOut(last))
    }

    fn done(&mut self, outcome: Outcome) -> WatchEvent {
        self.stage = Stage::Ended;
        WatchEvent::Done {
            id: self.id.clone(),
            outcome,
        }
    }

    /// Waits an interval, or what is left until the time limit.
    async fn pause(&mut self) {
        let left = self
            .ends_at
            .map(|end| end.saturating_duration_since(Instant::now()));
        match left {
            Some(left) if left <= self.pace.interval => {
                sleep(left).await;
                self.stage = Stage::Finish(Outcome::TimedOut(self.last.take()));
            }
            _ => sleep(self.pace.interval).await,
        }
    }
}
