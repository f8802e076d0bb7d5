//! New log lines and errors, told after each read.

use tokio::time::Instant;

use super::Engine;
use super::followed::Todo;
use super::jobs::Job;
use super::outbox::Told;
use crate::error::Error;
use crate::response::Response;
use crate::service::{Document, EntryKind, Service};
use crate::watch::event::WatchEvent;
use crate::work::{ErrorEntry, LogEntry, Outcome};

/// Failed requests in a row for the entries of one that has ended, until it is done without them.
const MOST_FAILURES_AT_THE_END: u32 = 5;

impl Engine {
    /// After a read: tells what is new, if that is wanted, then rests or ends.
    pub(super) fn tell(&mut self, key: usize, outcome: Option<Outcome>) {
        match self.followed[key].entries {
            true => self.tell_kind(key, EntryKind::Logs, outcome),
            false => self.told(key, outcome),
        }
    }

    pub(super) fn entries_answered(
        &mut self,
        key: usize,
        kind: EntryKind,
        result: Result<Response<Vec<Document>>, Error>,
    ) {
        let outcome = match std::mem::replace(&mut self.followed[key].todo, Todo::Read) {
            Todo::Tell { outcome, .. } => outcome,
            Todo::Read | Todo::Close => None,
        };
        let group = self.followed[key].group;
        match result {
            Ok(page) => self.take_entries(key, kind, page, outcome),
            Err(error) => self.entries_failed(key, kind, error, outcome),
        }
        self.rearm(group);
    }

    fn take_entries(
        &mut self,
        key: usize,
        kind: EntryKind,
        page: Response<Vec<Document>>,
        outcome: Option<Outcome>,
    ) {
        let next = page.next_page().map(str::to_owned);
        let followed = &mut self.followed[key];
        followed.failures = Default::default();
        let reader = followed.reader(kind);
        let mut place = reader.read.clone();
        let (new, more) = reader.read.take(page.data, next.as_deref());
        let id = followed.id.to_string();
        let service = followed.service.service();
        for document in new {
            place = place.after_one();
            let event = event(kind, id.clone(), document, service);
            self.events
                .push_back(Told::entry(event, kind, place.clone()));
        }
        match (more, kind) {
            (true, kind) => self.tell_kind(key, kind, outcome),
            (false, EntryKind::Logs) => self.tell_kind(key, EntryKind::Errors, outcome),
            (false, EntryKind::Errors) => self.told(key, outcome),
        }
    }

    fn tell_kind(&mut self, key: usize, kind: EntryKind, outcome: Option<Outcome>) {
        let followed = &mut self.followed[key];
        match (followed.service.has_entries(kind), kind) {
            (true, _) => {
                followed.todo = Todo::Tell { kind, outcome };
                followed.busy = true;
                self.jobs.push_back(Job::Entries { key, kind });
            }
            // Not every service has both.
            (false, EntryKind::Logs) => self.tell_kind(key, EntryKind::Errors, outcome),
            (false, EntryKind::Errors) => self.told(key, outcome),
        }
    }

    /// Entries that cannot be had do not end the following; the next read asks for them again.
    fn entries_failed(
        &mut self,
        key: usize,
        kind: EntryKind,
        error: Error,
        outcome: Option<Outcome>,
    ) {
        let now = Instant::now();
        let followed = &mut self.followed[key];
        if !error.is_retryable() {
            followed.entries = false;
            return self.told(key, outcome);
        }
        followed.failures.add(now);
        let failures = followed.failures.count;
        if outcome.is_none() || failures >= MOST_FAILURES_AT_THE_END {
            return self.told(key, outcome);
        }
        let (pace, jitter) = (self.settings.pace, &self.settings.jitter);
        let wait = pace.after_failure(failures, error.retry_after(), jitter);
        followed.rest(now, wait);
        followed.busy = false;
        followed.todo = Todo::Tell { kind, outcome };
        let event = WatchEvent::Retrying {
            id: followed.id.to_string(),
            error,
            failures,
            since: self.wall.at(followed.failures.since.unwrap_or(now)),
        };
        self.emit(event);
    }

    fn told(&mut self, key: usize, outcome: Option<Outcome>) {
        if let Some(outcome) = outcome {
            return self.finish(key, outcome);
        }
        let followed = &mut self.followed[key];
        followed.todo = Todo::Read;
        followed.busy = false;
    }
}

fn event(kind: EntryKind, id: String, document: Document, service: &'static Service) -> WatchEvent {
    match kind {
        EntryKind::Logs => WatchEvent::Log {
            id,
            entry: LogEntry::from_document(document, service),
        },
        EntryKind::Errors => WatchEvent::Error {
            id,
            entry: ErrorEntry::from_document(document, service),
        },
    }
}
