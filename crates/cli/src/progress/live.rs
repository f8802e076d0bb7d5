//! Progress as rows on a terminal that are drawn over.
//!
//! Drawing, clearing and resizing are the progress-bar library's; a row's text is ours. Where there
//! are more work requests than lines, those that go on are shown, and the last line counts the rest.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use work_requests::Error;

use super::Entry;
use super::row::Row;
use crate::output::palette::{FAINT, Palette};
use crate::output::visible;

/// Redraws a second at most.
const HERTZ: u8 = 10;

/// Lines of a terminal that does not say how many it has.
const USUAL_HEIGHT: u16 = 24;

/// Lines left to what is already on the terminal.
const SPARE: usize = 2;

/// Rows that are drawn over.
pub(super) struct LiveRows {
    area: MultiProgress,
    lines: Vec<ProgressBar>,
    palette: Palette,
    height: usize,
    notes: HashMap<String, String>,
    /// Why the last list failed, until something is read again.
    trouble: Option<String>,
}

impl LiveRows {
    pub(super) fn on_stderr(palette: Palette) -> Self {
        let height = console_height();
        Self::on(ProgressDrawTarget::stderr_with_hz(HERTZ), height, palette)
    }

    fn on(target: ProgressDrawTarget, height: usize, palette: Palette) -> Self {
        let area = MultiProgress::with_draw_target(target);
        Self {
            area,
            lines: Vec::new(),
            palette,
            height,
            notes: HashMap::new(),
            trouble: None,
        }
    }

    pub(super) fn begin(&mut self, entries: &[Entry], now: DateTime<Utc>) {
        self.refresh(entries, now);
    }

    /// Makes room for those that were met since, as far as the terminal has it; one more line counts.
    fn grow(&mut self, entries: usize) {
        let rows = entries.min(self.height.saturating_sub(SPARE).max(1));
        while self.lines.len() <= rows {
            self.lines.push(self.area.add(line()));
        }
    }

    /// Shows that a read failed, until the next state is read.
    pub(super) fn retrying(&mut self, entry: &Entry, error: &Error) {
        self.notes
            .insert(entry.id.clone(), format!("read again: {error}"));
    }

    pub(super) fn refresh(&mut self, entries: &[Entry], now: DateTime<Utc>) {
        self.grow(entries.len());
        let Some((count, rows)) = self.lines.split_last() else {
            return;
        };
        for (line, entry) in rows.iter().zip(shown(entries, rows.len())) {
            let row = Row::of(entry, now, self.notes.get(&entry.id).map(String::as_str));
            let status = self.palette.paint(row.style, &row.status_column());
            line.set_message(format!("{status} {}", row.rest()));
        }
        let trouble = self.trouble.as_ref();
        let trouble = trouble.map(|error| format!("; listed again: {}", visible(error)));
        let counted = counted(entries) + &trouble.unwrap_or_default();
        count.set_message(self.palette.paint(FAINT, &counted));
    }

    /// Shows that a list failed, until something is read again.
    pub(super) fn list_failed(&mut self, error: &Error) {
        self.trouble = Some(error.to_string());
    }

    /// Takes a failed read's note away.
    pub(super) fn read(&mut self, entry: &Entry) {
        self.trouble = None;
        self.notes.remove(&entry.id);
    }

    pub(super) fn end(&mut self) {
        for line in &self.lines {
            line.finish_and_clear();
        }
        let _ = self.area.clear();
    }
}

/// A line that holds a message, cut at the terminal's edge.
fn line() -> ProgressBar {
    let style =
        ProgressStyle::with_template("{wide_msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new_spinner().with_style(style)
}

/// Those that fit: all of them, or else first those that go on, in their order.
fn shown(entries: &[Entry], room: usize) -> impl Iterator<Item = &Entry> {
    let going_on = entries.iter().filter(|entry| !entry.has_ended()).count();
    let mut room_for_ended = room.saturating_sub(going_on);
    let fitting = entries.iter().filter(move |entry| {
        let fits = !entry.has_ended() || room_for_ended > 0;
        room_for_ended -= usize::from(fits && entry.has_ended());
        fits
    });
    fitting.take(room)
}

fn counted(entries: &[Entry]) -> String {
    let ended = entries.iter().filter(|entry| entry.has_ended()).count();
    format!("{ended} of {} ended", entries.len())
}

fn console_height() -> usize {
    let (height, _) = console::Term::stderr()
        .size_checked()
        .unwrap_or((USUAL_HEIGHT, 80));
    usize::from(height)
}

#[cfg(test)]
mod tests {
    use super::super::End;
    use super::*;
    use crate::testing::{at, document, state};
    use indicatif::InMemoryTerm;
    use work_requests::Outcome;

    fn entries(count: usize, ended: usize) -> Vec<Entry> {
        let entry = |number: usize| {
            let id = format!("ocid1.wr.oc1..number{number}");
            let status = if number < ended {
                "SUCCEEDED"
            } else {
                "IN_PROGRESS"
            };
            let state = state(&document(
                &id,
                "LaunchInstance",
                status,
                10.0 * number as f64,
            ));
            let end = match number < ended {
                true => End::Outcome(Outcome::Succeeded(state.clone())),
                false => End::None,
            };
            Entry {
                state: Some(state),
                end,
                ..Entry::of_shared(id)
            }
        };
        (0..count).map(entry).collect()
    }

    fn screen_of(entries: &[Entry], height: u16) -> (InMemoryTerm, LiveRows) {
        let term = InMemoryTerm::new(height, 90);
        let target = ProgressDrawTarget::term_like(Box::new(term.clone()));
        let mut rows = LiveRows::on(target, usize::from(height), Palette::new(false));
        rows.begin(entries, at(90));
        (term, rows)
    }

    #[test]
    fn each_has_a_row_and_the_last_line_counts() {
        let (term, _rows) = screen_of(&entries(3, 1), 20);
        insta::assert_snapshot!(term.contents());
    }

    #[test]
    fn a_small_terminal_shows_those_that_go_on() {
        let (term, _rows) = screen_of(&entries(9, 6), 7);
        insta::assert_snapshot!(term.contents());
    }

    #[test]
    fn a_failed_read_is_noted_until_the_next_good_one() {
        let entries = entries(1, 0);
        let (term, mut rows) = screen_of(&entries, 20);
        rows.retrying(
            &entries[0],
            &crate::testing::error(503, "ServiceUnavailable", "busy"),
        );
        rows.refresh(&entries, at(91));
        assert!(
            term.contents().contains("read again"),
            "{}",
            term.contents()
        );
        rows.read(&entries[0]);
        rows.refresh(&entries, at(92));
        assert!(
            !term.contents().contains("read again"),
            "{}",
            term.contents()
        );
    }

    #[test]
    fn nothing_is_left_at_the_end() {
        let (term, mut rows) = screen_of(&entries(3, 3), 20);
        rows.end();
        assert_eq!(term.contents(), "");
    }

    #[test]
    fn what_was_never_read_shows_why_in_80_columns() {
        let error = crate::testing::error(404, "NotAuthorizedOrNotFound", "no such work");
        let id = "ocid1.coreservicesworkrequest.oc1.phx.number1".to_owned();
        let entry = Entry {
            end: End::Lost(Box::new(error)),
            ..Entry::of_shared(id)
        };
        let (term, _rows) = screen_of(&[entry], 20);
        insta::assert_snapshot!(term.contents());
    }
}
