//! Progress as plain lines on stderr, for logs: a line for each status, and for each quarter done.

use chrono::{DateTime, Utc};
use work_requests::Error;
use work_requests::work::WorkRequest;

use super::Entry;
use super::row::Row;
use crate::output::palette::{ATTENTION, FAINT, Palette};
use crate::output::work_request::percent_text;
use crate::output::{remark, time, visible};

/// Percent between two lines of the same status.
const STEP: f64 = 25.0;

/// Writes lines.
#[derive(Debug)]
pub(super) struct PlainLines {
    palette: Palette,
}

impl PlainLines {
    pub(super) fn new(palette: Palette) -> Self {
        Self { palette }
    }

    pub(super) fn changed(
        &mut self,
        entry: &Entry,
        before: Option<&WorkRequest>,
        now: DateTime<Utc>,
    ) {
        let Some(state) = &entry.state else { return };
        // The end has a line of its own.
        if !state.status().is_terminal() && is_news(state, before) {
            self.line(
                entry,
                now,
                &state
                    .percent_complete()
                    .map(percent_text)
                    .unwrap_or_default(),
            );
        }
    }

    pub(super) fn retrying(&mut self, entry: &Entry, error: &Error, now: DateTime<Utc>) {
        let warning = self.palette.paint(ATTENTION, "will be read again:");
        self.line(
            entry,
            now,
            &format!("{warning} {}", visible(&error.to_string())),
        );
    }

    pub(super) fn list_failed(&mut self, error: &Error, now: DateTime<Utc>) {
        let at = now.format("%H:%M:%SZ").to_string();
        let warning = self.palette.paint(ATTENTION, "will be listed again:");
        let error = error.to_string();
        remark(&format!(
            "{} {warning} {}\n",
            self.palette.paint(FAINT, &at),
            visible(&error)
        ));
    }

    pub(super) fn ended(&mut self, entry: &Entry, now: DateTime<Utc>) {
        let took = entry
            .state
            .as_ref()
            .and_then(|state| time::elapsed(state, now));
        let row = Row::of(entry, now, None);
        let mut rest = took.map(|took| format!("after {took}")).unwrap_or_default();
        if !row.note.is_empty() {
            rest = format!("{rest}: {}", visible(&row.note))
                .trim_start_matches(": ")
                .to_owned();
        }
        self.line(entry, now, &rest);
    }

    fn line(&self, entry: &Entry, now: DateTime<Utc>, rest: &str) {
        let row = Row::of(entry, now, None);
        let at = self
            .palette
            .paint(FAINT, &now.format("%H:%M:%SZ").to_string());
        let status = self.palette.paint(row.style, &row.status_column());
        let operation = if row.operation.is_empty() {
            String::new()
        } else {
            format!("{} ", visible(&row.operation))
        };
        let line = format!("{at} {status} {operation}{} {rest}", visible(&row.id));
        remark(&format!("{}\n", line.trim_end()));
    }
}

/// Whether a state deserves a line: another status, or a quarter more done.
fn is_news(state: &WorkRequest, before: Option<&WorkRequest>) -> bool {
    let Some(before) = before else { return true };
    let quarter = |work: &WorkRequest| {
        work.percent_complete()
            .map(|percent| (percent / STEP).floor())
    };
    before.raw_status() != state.raw_status() || quarter(before) != quarter(state)
}
