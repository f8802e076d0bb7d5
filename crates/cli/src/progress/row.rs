//! One work request in one line.

use anstyle::Style;
use chrono::{DateTime, TimeDelta, Utc};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use work_requests::work::{Status, WorkRequest};
use work_requests::{Eta, Outcome};

use super::{End, Entry};
use crate::output::palette::{BAD, status_style};
use crate::output::time::largest_unit;
use crate::output::work_request::{bar, percent_text};
use crate::output::{time, visible};

/// Cells of the bar.
const BAR_CELLS: usize = 12;

/// Columns of the status: `PARTIALLY_SUCCEEDED` is the longest but rare.
const STATUS_COLUMNS: usize = 12;

/// Columns of the operation; longer ones are shortened.
const OPERATION_COLUMNS: usize = 22;

/// Characters of an id that are shown: OCIDs differ at their ends.
const ID_CHARACTERS: usize = 12;

/// What a row shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(super) status: String,
    pub(crate) style: Style,
    pub(super) percent: Option<f64>,
    pub(super) time: String,
    /// When it should end.
    pub(super) eta: String,
    pub(super) operation: String,
    pub(super) id: String,
    pub(super) note: String,
}

impl Row {
    pub(crate) fn of(entry: &Entry, now: DateTime<Utc>, note: Option<&str>) -> Self {
        let state = entry.state.as_ref();
        let (status, style) = status_of(entry);
        let line = entry
            .last_line
            .as_ref()
            .map(|line| line.message().to_owned());
        let note = reason(entry)
            .or_else(|| note.map(str::to_owned))
            .or_else(|| line.filter(|_| !entry.has_ended()))
            .unwrap_or_default();
        Self {
            status,
            style,
            percent: state.and_then(WorkRequest::percent_complete),
            time: state
                .and_then(|state| time::elapsed(state, now))
                .unwrap_or_default(),
            eta: entry.speed.eta.map(eta_text).unwrap_or_default(),
            operation: state
                .and_then(WorkRequest::operation_type)
                .unwrap_or("")
                .to_owned(),
            id: entry.id.clone(),
            note,
        }
    }

    /// The line without its status, which the caller may colour.
    pub(crate) fn rest(&self) -> String {
        if self.operation.is_empty() && !self.note.is_empty() {
            return format!("{}  {}", tail(&self.id), visible(&self.note));
        }
        let percent = self.percent.map(percent_text).unwrap_or_default();
        let bar = bar(self.percent.unwrap_or(0.0), BAR_CELLS);
        let operation = column(&self.operation, OPERATION_COLUMNS);
        // A reason matters more than the id, which the summary gives; 80 columns have no room for both.
        let last = if self.note.is_empty() {
            tail(&self.id)
        } else {
            visible(&self.note).into_owned()
        };
        let (time, eta) = (&self.time, &self.eta);
        format!("{bar} {percent:>6}  {time:>7} {eta:>9}  {operation}  {last}")
    }

    /// The status in its column.
    pub(crate) fn status_column(&self) -> String {
        column(&self.status, STATUS_COLUMNS)
    }
}

/// The best guess, without the false precision of seconds over minutes.
fn eta_text(eta: Eta) -> String {
    let left = TimeDelta::from_std(eta.remaining).unwrap_or(TimeDelta::MAX);
    format!("~{} left", largest_unit(left))
}

fn status_of(entry: &Entry) -> (String, Style) {
    let known = entry.state.as_ref();
    match &entry.end {
        End::Lost(_) => ("ERROR".to_owned(), BAD),
        End::Outcome(Outcome::TimedOut(_)) => {
            ("TIMED OUT".to_owned(), status_style(Status::Waiting))
        }
        _ => match known {
            Some(state) => (state.raw_status().to_owned(), status_style(state.status())),
            None => ("\u{2026}".to_owned(), Style::new()),
        },
    }
}

/// Why it failed, or could not be followed.
fn reason(entry: &Entry) -> Option<String> {
    let error = entry.error().map(ToString::to_string);
    error.or_else(|| entry.report.as_ref()?.headline())
}

/// The end of a long id, whole if it is short.
pub(super) fn tail(id: &str) -> String {
    let count = id.chars().count();
    if count <= ID_CHARACTERS + 8 {
        return visible(id).into_owned();
    }
    let tail: String = id.chars().skip(count - ID_CHARACTERS).collect();
    format!("\u{2026}{}", visible(&tail))
}

/// Text cut or filled to a number of columns.
fn column(text: &str, columns: usize) -> String {
    let shown = visible(text);
    let mut fitting = if shown.width() > columns {
        shortened(&shown, columns)
    } else {
        shown.into_owned()
    };
    let fill = columns.saturating_sub(fitting.width());
    fitting.extend(std::iter::repeat_n(' ', fill));
    fitting
}

/// As much of the beginning as leaves room for an ellipsis.
fn shortened(text: &str, columns: usize) -> String {
    let mut used = 0;
    let room = |c: &char| {
        used += c.width().unwrap_or(0);
        used < columns
    };
    let mut kept: String = text.chars().take_while(room).collect();
    // A selector can make the character before it wider than both are alone.
    while kept.width() >= columns && kept.pop().is_some() {}
    kept.push('\u{2026}');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_are_cut_and_filled() {
        assert_eq!(column("ab", 4), "ab  ");
        assert_eq!(column("abcd", 4), "abcd");
        assert_eq!(column("abcde", 4), "abc\u{2026}");
        assert_eq!(column("\u{4e2d}\u{6587}\u{4e2d}", 4), "\u{4e2d}\u{2026} ");
        assert_eq!(column("0\u{fe0f}", 1), "\u{2026}");
        assert_eq!(column("0\u{fe0f}1", 3), "0\u{fe0f}1");
    }

    #[test]
    fn ids_show_their_ends() {
        assert_eq!(tail("short"), "short");
        assert_eq!(
            tail("ocid1.coreservicesworkrequest.oc1.phx.abcdefghijkl"),
            "\u{2026}abcdefghijkl"
        );
    }

    proptest! {
        #[test]
        fn any_text_fills_its_column_exactly(text in any::<String>(), columns in 1usize..40) {
            prop_assert_eq!(column(&text, columns).width(), columns);
        }
    }
}
