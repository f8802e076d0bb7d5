//! Errors and log lines of a work request, for a person.

use chrono::{DateTime, Utc};
use work_requests::models::{WorkRequestError, WorkRequestLogEntry};
use work_requests::work::{ErrorEntry, LogEntry};

use super::palette::{BAD, FAINT, Palette};
use super::{Cell, Table, time};

/// Errors as a table.
pub(crate) fn errors(errors: &[ErrorEntry], now: DateTime<Utc>, palette: Palette) -> String {
    let rows = errors
        .iter()
        .map(|error| (error.timestamp(), error.code(), error.message()));
    error_table(rows, now, palette)
}

/// The same of the shared service's typed list.
pub(crate) fn error_models(
    errors: &[WorkRequestError],
    now: DateTime<Utc>,
    palette: Palette,
) -> String {
    let rows = errors
        .iter()
        .map(|error| (Some(error.timestamp), &*error.code, &*error.message));
    error_table(rows, now, palette)
}

/// Log lines as a table.
pub(crate) fn logs(entries: &[LogEntry], now: DateTime<Utc>, palette: Palette) -> String {
    let rows = entries
        .iter()
        .map(|entry| (entry.timestamp(), entry.message()));
    log_table(rows, now, palette)
}

/// The same of the shared service's typed list.
pub(crate) fn log_models(
    entries: &[WorkRequestLogEntry],
    now: DateTime<Utc>,
    palette: Palette,
) -> String {
    let rows = entries
        .iter()
        .map(|entry| (Some(entry.timestamp), &*entry.message));
    log_table(rows, now, palette)
}

fn error_table<'a>(
    rows: impl Iterator<Item = (Option<DateTime<Utc>>, &'a str, &'a str)>,
    now: DateTime<Utc>,
    palette: Palette,
) -> String {
    let mut table = Table::new(["TIME", "CODE", "MESSAGE"]);
    for (at, code, message) in rows {
        table.row([
            ago(at, now),
            Cell::new(code).styled(BAD),
            Cell::new(message),
        ]);
    }
    table.render(palette)
}

fn log_table<'a>(
    rows: impl Iterator<Item = (Option<DateTime<Utc>>, &'a str)>,
    now: DateTime<Utc>,
    palette: Palette,
) -> String {
    let mut table = Table::new(["TIME", "MESSAGE"]);
    for (at, message) in rows {
        table.row([ago(at, now), Cell::new(message)]);
    }
    table.render(palette)
}

fn ago(at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Cell {
    let text = at.map(|at| time::relative(at, now));
    Cell::new(text.unwrap_or_default()).styled(FAINT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn each_entry_is_one_line() {
        let all = [
            WorkRequestError::new("OutOfHostCapacity", "no host\nin this domain", at(0)),
            WorkRequestError::new("X", "", at(59)),
        ];
        let lines = [WorkRequestLogEntry::new(
            "step 1\t\u{1b}[1mdone",
            at(-3_600),
        )];
        let plain = Palette::new(false);
        insta::assert_snapshot!(format!(
            "{}\n{}",
            error_models(&all, at(60), plain),
            log_models(&lines, at(0), plain)
        ));
    }
}
