//! What is known of one work request that is followed.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::service::{EntryKind, ServiceClient};
use crate::watch::checkpoint::Saved;
use crate::watch::cursor::Cursor;
use crate::watch::progress::History;
use crate::work::{Outcome, WorkRequest};

/// What is known of one work request that is followed.
#[derive(Debug)]
pub(super) struct Followed {
    pub(super) id: Arc<str>,
    /// What reads it.
    pub(super) service: ServiceClient,
    /// The place in the order in which they were met.
    pub(super) number: usize,
    /// Whether the caller named it; others were found in a watched compartment.
    pub(super) named: bool,
    /// Its place among the groups.
    pub(super) group: usize,
    pub(super) last: Option<WorkRequest>,
    pub(super) todo: Todo,
    /// Whether that is under way.
    pub(super) busy: bool,
    /// When it is due, and how long that is after the last read.
    pub(super) next: Instant,
    wait: Duration,
    pub(super) begun: Instant,
    /// Reads in a row that brought nothing new, and since when.
    pub(super) unchanged: u32,
    pub(super) moved: Instant,
    pub(super) stall_told: bool,
    pub(super) failures: Failures,
    pub(super) history: History,
    pub(super) logs: Reader,
    pub(super) errors: Reader,
    /// Whether its entries can be read at all.
    pub(super) entries: bool,
}

/// How far its entries were read, and how far of that the caller took: what still waits to be
/// taken is not saved as told.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) read: Cursor,
    pub(super) told: Cursor,
}

impl Reader {
    fn at(cursor: Cursor) -> Self {
        Self {
            told: cursor.clone(),
            read: cursor,
        }
    }
}

/// What is to be done next.
#[derive(Debug)]
pub(super) enum Todo {
    /// Read it.
    Read,
    /// A list showed that it has ended: read it whole once more.
    Close,
    /// Read its entries; the last time if it has ended.
    Tell {
        kind: EntryKind,
        outcome: Option<Outcome>,
    },
}

/// Failed reads in a row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Failures {
    pub(super) count: u32,
    pub(super) since: Option<Instant>,
}

impl Failures {
    /// One more; for how long there was nothing else.
    pub(super) fn add(&mut self, now: Instant) -> Duration {
        self.count = self.count.saturating_add(1);
        now.saturating_duration_since(*self.since.get_or_insert(now))
    }
}

impl Followed {
    pub(super) fn new(
        saved: Saved,
        number: usize,
        named: bool,
        group: usize,
        service: ServiceClient,
        entries: bool,
        now: Instant,
    ) -> Self {
        Self {
            id: saved.id.into(),
            service,
            number,
            named,
            group,
            last: None,
            todo: Todo::Read,
            busy: false,
            next: now,
            wait: Duration::ZERO,
            begun: now,
            unchanged: 0,
            moved: now,
            stall_told: false,
            failures: Failures::default(),
            history: saved.history,
            logs: Reader::at(saved.logs),
            errors: Reader::at(saved.errors),
            entries,
        }
    }

    pub(super) fn saved(&self) -> Saved {
        Saved {
            id: self.id.to_string(),
            logs: self.logs.told.clone(),
            errors: self.errors.told.clone(),
            history: self.history.clone(),
        }
    }

    /// Whether it may be read now: a quarter of its wait early, so that neighbours are read together.
    pub(super) fn is_due(&self, now: Instant) -> bool {
        !self.busy && self.next <= now + self.wait / 4
    }

    /// Sets when it is due again.
    pub(super) fn rest(&mut self, now: Instant, wait: Duration) {
        (self.wait, self.next) = (wait, now + wait);
    }

    /// Whether nothing moved for so long, and that is yet to be told.
    pub(super) fn stalls(&mut self, now: Instant, limit: Duration) -> bool {
        let stalls = !self.stall_told && now.saturating_duration_since(self.moved) >= limit;
        self.stall_told |= stalls;
        stalls
    }

    /// The page of its entries to read next.
    pub(super) fn page(&self, kind: EntryKind) -> Option<String> {
        let cursor = match kind {
            EntryKind::Logs => &self.logs,
            EntryKind::Errors => &self.errors,
        };
        cursor.read.page().map(str::to_owned)
    }

    pub(super) fn reader(&mut self, kind: EntryKind) -> &mut Reader {
        match kind {
            EntryKind::Logs => &mut self.logs,
            EntryKind::Errors => &mut self.errors,
        }
    }

    /// Takes a state in. Whether it is news.
    pub(super) fn take(&mut self, work: WorkRequest, now: Instant) -> bool {
        self.failures = Failures::default();
        let news = self.last.as_ref() != Some(&work);
        if news {
            self.unchanged = 0;
            self.moved = now;
            self.stall_told = false;
        } else {
            self.unchanged = self.unchanged.saturating_add(1);
        }
        self.last = Some(work);
        news
    }
}
