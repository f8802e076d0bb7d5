//! Following work requests to their ends, for `wait` and `watch`.
//!
//! The client's stream of events says what changed. When one ends without success, a report is
//! made, so that the result says why.

mod ids;
mod save;
mod summary;

use std::collections::HashMap;
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt};
use tokio::time::{MissedTickBehavior, interval};
use work_requests::{Error, Outcome, Report, Watch, WatchEvent, WorkRequestClient};

pub(crate) use ids::named;
pub(crate) use save::{SaveFile, read as read_saved};
pub(crate) use summary::render as summary;

use crate::error::CliError;
use crate::interrupt::interrupted;
use crate::progress::{End, Entry, Progress};

/// How often live rows are brought up to date while nothing happens.
pub(crate) const REFRESH: Duration = Duration::from_millis(250);

/// Log lines told of one that did not succeed.
const LAST_LINES: usize = 5;

/// What to follow, and how.
pub(crate) struct Plan {
    pub(crate) watch: Watch,
    /// Those named, in their order; others may be found on the way.
    pub(crate) ids: Vec<String>,
    /// Whether a compartment is watched, so that a refused list is a failure of ours; else it only
    /// costs more requests.
    pub(crate) needs_lists: bool,
    /// Whether a read that may succeed later is repeated, or ends the following.
    pub(crate) repeats: bool,
    pub(crate) save: Option<SaveFile>,
}

/// What was followed, in the order it was named or met.
#[derive(Debug)]
pub(crate) struct Followed {
    pub(crate) entries: Vec<Entry>,
    pub(crate) interrupted: bool,
    /// Why a compartment could not be watched.
    pub(crate) refused: Option<Error>,
}

/// Follows until all have ended, the time limit passes, or Ctrl-C comes.
///
/// # Errors
/// [`CliError::OutputClosed`] when nobody reads the events any more; a file for saving that cannot
/// be written.
pub(crate) async fn follow(
    client: &WorkRequestClient,
    plan: Plan,
    progress: &mut Progress,
) -> Result<Followed, CliError> {
    let Plan {
        mut watch,
        ids,
        needs_lists,
        repeats,
        mut save,
    } = plan;
    let mut run = Run::new(client, ids, needs_lists, repeats);
    progress.begin(&run.entries);
    let mut refresh = interval(REFRESH);
    refresh.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut interrupt = std::pin::pin!(interrupted());
    let mut over = false;
    let interrupted = loop {
        if let Some(save) = &mut save {
            save.write(&watch.checkpoint())?;
        }
        if run.is_done(over) {
            break false;
        }
        tokio::select! {
            biased;
            () = &mut interrupt => break true,
            Some((at, report)) = run.reports.next() => run.explained(at, report, progress)?,
            event = watch.next(), if !over => match event {
                Some(event) => run.take(event, progress)?,
                None => over = true,
            },
            _ = refresh.tick() => progress.refresh(&run.entries),
        }
    };
    progress.end();
    Ok(run.into_followed(interrupted))
}

/// A report under way, and where it belongs.
type Explanation = BoxFuture<'static, (usize, Option<Report>)>;

/// What is known of what is followed, while it is followed.
pub(crate) struct Run {
    client: WorkRequestClient,
    positions: HashMap<String, usize>,
    pub(crate) entries: Vec<Entry>,
    needs_lists: bool,
    repeats: bool,
    /// Why those that did not succeed did not, as it is read.
    pub(crate) reports: FuturesUnordered<Explanation>,
    refused: Option<Error>,
}

impl Run {
    pub(crate) fn new(
        client: &WorkRequestClient,
        ids: Vec<String>,
        needs_lists: bool,
        repeats: bool,
    ) -> Self {
        Self {
            client: client.clone(),
            positions: ids.iter().cloned().zip(0..).collect(),
            entries: ids.into_iter().map(|id| Entry::new(id, client)).collect(),
            needs_lists,
            repeats,
            reports: FuturesUnordered::new(),
            refused: None,
        }
    }

    pub(crate) fn into_followed(self, interrupted: bool) -> Followed {
        Followed {
            entries: self.entries,
            interrupted,
            refused: self.refused,
        }
    }

    /// Whether nothing more will come; all may have ended before the watch says so, because one
    /// was given up.
    pub(crate) fn is_done(&self, over: bool) -> bool {
        let begun = !self.entries.is_empty() || self.refused.is_some();
        let all_ended = begun && self.entries.iter().all(Entry::has_ended);
        self.reports.is_empty() && (over || (all_ended && !self.repeats))
    }

    /// Takes in what was learnt.
    pub(crate) fn take(
        &mut self,
        event: WatchEvent,
        progress: &mut Progress,
    ) -> Result<(), CliError> {
        let event = match event {
            WatchEvent::ListFailed {
                error, repeated, ..
            } => {
                self.list_failed(error, repeated, progress);
                return Ok(());
            }
            event => event,
        };
        let Some(at) = self.position(&event) else {
            return Ok(());
        };
        match event {
            WatchEvent::Changed {
                work_request,
                progress: speed,
                ..
            } => {
                self.entries[at].speed = speed;
                let before = self.entries[at].state.replace(work_request);
                progress.changed(&self.entries[at], before.as_ref())
            }
            WatchEvent::Log { entry, .. } => {
                let told = progress.log(&self.entries[at], &entry);
                self.entries[at].last_line = Some(entry);
                told
            }
            WatchEvent::Error { entry, .. } => progress.error(&self.entries[at], &entry),
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

    /// A list that is refused, or not to be repeated, ends the watching of a compartment; what was
    /// found there is followed on.
    fn list_failed(&mut self, error: Error, repeated: bool, progress: &mut Progress) {
        if !self.needs_lists {
            return;
        }
        if repeated && self.repeats {
            progress.list_failed(&error);
        } else {
            self.refused = Some(error);
        }
    }

    /// Where the event belongs, a new place if it is the first of its work request; nowhere if that
    /// was given up before.
    fn position(&mut self, event: &WatchEvent) -> Option<usize> {
        let id = event.id()?;
        let at = match self.positions.get(id) {
            Some(at) => *at,
            None => {
                let entry = Entry::new(id.to_owned(), &self.client);
                self.entries.push(entry);
                self.positions.insert(id.to_owned(), self.entries.len() - 1);
                self.entries.len() - 1
            }
        };
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
        let wants_explaining = !matches!(outcome, Outcome::Succeeded(_) | Outcome::TimedOut(_));
        self.entries[at].end = End::Outcome(outcome);
        if !wants_explaining {
            return progress.ended(&self.entries[at]);
        }
        let report = self.client.report(self.entries[at].id.as_str());
        self.reports.push(Box::pin(async move {
            (at, report.log_lines(LAST_LINES).await.ok())
        }));
        Ok(())
    }

    /// Takes a report in.
    pub(crate) fn explained(
        &mut self,
        at: usize,
        report: Option<Report>,
        progress: &mut Progress,
    ) -> Result<(), CliError> {
        let entry = &mut self.entries[at];
        // Someone who cancels knows why, unless errors came on the way.
        let canceled = matches!(entry.end, End::Outcome(Outcome::Canceled(_)));
        entry.report = report.filter(|report| !canceled || !report.errors().items().is_empty());
        progress.ended(entry)
    }
}
