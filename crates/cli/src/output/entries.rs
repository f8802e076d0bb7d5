//! Errors and log lines of a work request, for a person.

use chrono::{DateTime, Utc};
use work_requests::models::{WorkRequestError, WorkRequestLogEntry};

use super::palette::{BAD, FAINT, Palette};
use super::{Cell, Table, time};

/// Errors as a table.
pub(crate) fn errors(errors: &[WorkRequestError], now: DateTime<Utc>, palette: Palette) -> String {
    let mut table = Table::new(["TIME", "CODE", "MESSAGE"]);
    for error in errors {
        table.row([
            Cell::new(time::relative(error.timestamp, now)).styled(FAINT),
            Cell::new(&error.code).styled(BAD),
            Cell::new(&error.message),
        ]);
    }
    table.render(palette)
}

/// Log lines as a table.
pub(crate) fn logs(
    entries: &[WorkRequestLogEntry],
    now: DateTime<Utc>,
    palette: Palette,
) -> String {
    let mut table = Table::new(["TIME", "MESSAGE"]);
    for entry in entries {
        let at = Cell::new(time::relative(entry.timestamp, now)).styled(FAINT);
        table.row([at, Cell::new(&entry.message)]);
    }
    table.render(palette)
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
            errors(&all, at(60), plain),
            logs(&lines, at(0), plain)
        ));
    }
}
