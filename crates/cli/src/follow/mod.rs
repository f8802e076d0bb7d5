//! Following work requests to their ends, for `wait` and `watch`.
//!
//! The client's stream of events says what changed. When one ends without success, its errors and
//! the last lines of its log are read, so that the result says why.

mod entry;
mod explain;
mod ids;
mod summary;

use std::collections::HashMap;
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt};
use tokio::time::{MissedTickBehavior, interval};
use work_requests::{Error, Outcome, WatchEvent, WorkRequestClient};

pub(crate) use entry::{End, Entry, serialize_members};
pub(crate) use explain::Report;
pub(crate) use ids::named;
pub(crate) use summary::render as summary;

use crate::error::CliError;
use crate::interrupt::interrupted;
use crate::progress::Progress;

/// How often live rows are brought up to date while nothing happens.
const REFRESH: Duration = Duration::from_millis(250);

/// How to follow.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) interval: Duration,
    pub(crate) timeout: Option<Duration>,
    /// Whether a read that may succeed later is repeated, or ends the following.
    pub(crate) repeats: bool,
}

/// What was followed, in the order it was named.
#[derive(Debug)]
pub(crate) struct Followed {
    pub(crate) entries: Vec<Entry>,
    pub(crate) interrupted: bool,
}

/// Follows until all have ended, the time limit passes, or Ctrl-C comes.
///
/// # Errors
/// [`CliError::OutputClosed`] when nobody reads the events any more.
pub(crate) async fn follow(
    client: &WorkRequestClient,
    ids: Vec<String>,
    pace: Pace,
    progress: &mut Progress,
) -> Result<Followed, CliError> {
    let mut watch = client.watch(ids.clone()).interval(pace.interval);
    if let Some(timeout) = pace.timeout {
        watch = watch.timeout(timeout);
    }
    let mut run = Run::new(client, ids, pace.repeats);
    progress.begin(&run.entries);
    let mut refresh = interval(REFRESH);
    refresh.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut interrupt = std::pin::pin!(interrupted());
    let interrupted = loop {
        if run.is_done() {
            break false;
        }
        tokio::select! {
            biased;
            () = &mut interrupt => break true,
            Some((at, report)) = run.explanations.next() => run.explained(at, report, progress)?,
            Some(event) = watch.next() => run.take(event, progress)?,
            _ = refresh.tick() => progress.refresh(&run.entries),
        }
    };
    progress.end();
    Ok(Followed {
        entries: run.entries,
        interrupted,
    })
}

type Explanation = BoxFuture<'static, (usize, Report)>;

struct Run {
    client: WorkRequestClient,
    positions: HashMap<String, usize>,
    entries: Vec<Entry>,
    repeats: bool,
    explanations: FuturesUnordered<Explanation>,
}

impl Run {
    fn new(client: &WorkRequestClient, ids: Vec<String>, repeats: bool) -> Self {
        Self {
            client: client.clone(),
            positions: ids.iter().cloned().zip(0..).collect(),
            entries: ids.into_iter().map(Entry::new).collect(),
            repeats,
            explanations: FuturesUnordered::new(),
        }
    }

    fn is_done(&self) -> bool {
        self.explanations.is_empty() && self.entries.iter().all(Entry::has_ended)
    }

    fn take(&mut self, event: WatchEvent, progress: &mut Progress) -> Result<(), CliError> {
        let Some(at) = self.position(&event) else {
            return Ok(());
        };
        match event {
            WatchEvent::Changed { work_request, .. } => {
                let before = self.entries[at].state.replace(work_request);
                progress.changed(&self.entries[at], before.as_ref())
            }
            WatchEvent::Retrying { error, .. } if self.repeats => {
                progress.retrying(&self.entries[at], &error)
            }
            WatchEvent::Retrying { error, .. } | WatchEvent::Lost { error, .. } => {
                self.lost(at, error, progress)
            }
            WatchEvent::Done { outcome, .. } => self.done(at, outcome, progress),
            // Events that a later version of the client adds say nothing we know how to show.
            _ => Ok(()),
        }
    }

    /// Where the event belongs; nowhere if that work request was given up before.
    fn position(&self, event: &WatchEvent) -> Option<usize> {
        let at = *self.positions.get(event.id()?)?;
        (!self.entries[at].has_ended()).then_some(at)
    }

    fn lost(&mut self, at: usize, error: Error, progress: &mut Progress) -> Result<(), CliError> {
        self.entries[at].end = End::Lost(Box::new(error));
        progress.ended(&self.entries[at])
    }

    /// An end that wants explaining is told once the explanation is there.
    fn done(
        &mut self,
        at: usize,
        outcome: Outcome,
        progress: &mut Progress,
    ) -> Result<(), CliError> {
        let wants_explaining = explain::is_wanted(&outcome);
        self.entries[at].end = End::Outcome(outcome);
        if !wants_explaining {
            return progress.ended(&self.entries[at]);
        }
        let (client, id) = (self.client.clone(), self.entries[at].id.clone());
        self.explanations.push(Box::pin(async move {
            (at, explain::report(&client, &id).await)
        }));
        Ok(())
    }

    fn explained(
        &mut self,
        at: usize,
        report: Report,
        progress: &mut Progress,
    ) -> Result<(), CliError> {
        let entry = &mut self.entries[at];
        // Someone who cancels knows why, unless errors came on the way.
        let canceled = matches!(entry.end, End::Outcome(Outcome::Canceled(_)));
        entry.report = Some(report).filter(|report| !canceled || !report.errors.is_empty());
        progress.ended(entry)
    }
}
