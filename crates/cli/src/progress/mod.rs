//! What is seen while work requests are followed: live rows on a terminal, plain lines otherwise,
//! both on stderr; for `ndjson` also events on stdout.

mod entry;
mod events;
mod lines;
mod live;
pub(crate) mod row;

use std::io::{IsTerminal, stdout};

use chrono::{DateTime, Utc};
use work_requests::Error;
use work_requests::work::{ErrorEntry, LogEntry, WorkRequest};

use crate::clock;
use crate::error::CliError;
use crate::logging;
use crate::output::{Format, Screen};
pub(crate) use entry::{End, Entry, serialize_members};
use events::Events;
use lines::PlainLines;
use live::LiveRows;

/// Rows that show the last line of a log at most: each takes two more requests a read.
const MOST_ROWS_WITH_LINES: usize = 5;

/// Tells what happens to the work requests being followed.
pub(crate) struct Progress {
    events: Option<Events>,
    rows: Rows,
    now: fn() -> DateTime<Utc>,
}

enum Rows {
    Live(LiveRows),
    Lines(PlainLines),
    None,
}

impl Progress {
    /// What suits the place the output goes to.
    pub(crate) fn new(screen: Screen) -> Self {
        let events = (screen.format == Format::Ndjson).then(Events::default);
        // Where events are read by a person, they are progress enough.
        let told = screen.quiet || (events.is_some() && stdout().is_terminal());
        let rows = match (told, screen.live) {
            (true, _) => Rows::None,
            (false, true) => {
                logging::hush();
                Rows::Live(LiveRows::on_stderr(screen.err))
            }
            (false, false) => Rows::Lines(PlainLines::new(screen.err)),
        };
        Self {
            events,
            rows,
            now: clock::now,
        }
    }

    /// Nothing: somebody else shows it.
    pub(crate) fn silent() -> Self {
        Self {
            events: None,
            rows: Rows::None,
            now: clock::now,
        }
    }

    /// Whether log lines and errors are told too: in events always, in rows if there are few.
    pub(crate) fn tells_entries(&self, rows: usize) -> bool {
        let live = matches!(self.rows, Rows::Live(_));
        self.events.is_some() || (live && rows <= MOST_ROWS_WITH_LINES)
    }

    /// Before anything is known.
    pub(crate) fn begin(&mut self, entries: &[Entry]) {
        if let Rows::Live(live) = &mut self.rows {
            live.begin(entries, (self.now)());
        }
    }

    /// A state that differs from the one before.
    pub(crate) fn changed(
        &mut self,
        entry: &Entry,
        before: Option<&WorkRequest>,
    ) -> Result<(), CliError> {
        match &mut self.rows {
            Rows::Live(live) => live.read(entry),
            Rows::Lines(lines) => lines.changed(entry, before, (self.now)()),
            Rows::None => {}
        }
        self.events
            .as_ref()
            .map_or(Ok(()), |events| events.changed(entry, before))
    }

    /// A list of the watched compartment that failed and will be repeated.
    pub(crate) fn list_failed(&mut self, error: &Error) {
        match &mut self.rows {
            Rows::Live(live) => live.list_failed(error),
            Rows::Lines(lines) => lines.list_failed(error, (self.now)()),
            Rows::None => {}
        }
    }

    /// A new line of its log.
    pub(crate) fn log(&mut self, entry: &Entry, line: &LogEntry) -> Result<(), CliError> {
        self.events
            .as_ref()
            .map_or(Ok(()), |events| events.log(entry, line))
    }

    /// A new error of the work request.
    pub(crate) fn error(&mut self, entry: &Entry, error: &ErrorEntry) -> Result<(), CliError> {
        self.events
            .as_ref()
            .map_or(Ok(()), |events| events.error(entry, error))
    }

    /// A read that failed and will be repeated.
    pub(crate) fn retrying(&mut self, entry: &Entry, error: &Error) -> Result<(), CliError> {
        match &mut self.rows {
            Rows::Live(live) => live.retrying(entry, error),
            Rows::Lines(lines) => lines.retrying(entry, error, (self.now)()),
            Rows::None => {}
        }
        self.events
            .as_ref()
            .map_or(Ok(()), |events| events.retry(entry, error))
    }

    /// An end, with its explanation if there is one.
    pub(crate) fn ended(&mut self, entry: &Entry) -> Result<(), CliError> {
        if let Rows::Lines(lines) = &mut self.rows {
            lines.ended(entry, (self.now)());
        }
        self.events
            .as_ref()
            .map_or(Ok(()), |events| events.ended(entry))
    }

    /// Brings live rows up to date.
    pub(crate) fn refresh(&mut self, entries: &[Entry]) {
        if let Rows::Live(live) = &mut self.rows {
            live.refresh(entries, (self.now)());
        }
    }

    /// Takes live rows away, so that the result stands alone.
    pub(crate) fn end(&mut self) {
        if let Rows::Live(live) = &mut self.rows {
            live.end();
        }
    }
}
