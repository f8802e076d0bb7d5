//! How it ended, for a person: a table, and why what failed did.

use std::fmt::Write;

use chrono::{DateTime, Utc};
use work_requests::work::{Status, WorkRequest};
use work_requests::{Outcome, Report};

use crate::output::palette::{BAD, FAINT, HEADING, Palette, status_style};
use crate::output::{Cell, Table, time, visible};
use crate::progress::{End, Entry};

/// The table of all, then a paragraph for each that has a reason to tell.
pub(crate) fn render(entries: &[Entry], now: DateTime<Utc>, palette: Palette) -> String {
    let mut text = table(entries, now).render(palette);
    for entry in entries {
        if let Some(reasons) = reasons(entry, now, palette) {
            let _ = write!(
                text,
                "\n{} {}\n{reasons}",
                palette.paint(HEADING, &title(entry)),
                visible(&entry.id)
            );
        }
    }
    text
}

fn table(entries: &[Entry], now: DateTime<Utc>) -> Table<5> {
    let mut table = Table::new(["OUTCOME", "%", "OPERATION", "TOOK", "ID"]);
    for entry in entries {
        let state = entry.state.as_ref();
        let percent = state.and_then(WorkRequest::percent_complete);
        table.row([
            Cell::new(word(entry)).styled(style(entry)),
            Cell::new(
                percent
                    .map(|percent| percent.round().to_string())
                    .unwrap_or_default(),
            )
            .right(),
            Cell::new(state.and_then(WorkRequest::operation_type).unwrap_or("-")),
            Cell::new(
                state
                    .and_then(|state| time::elapsed(state, now))
                    .unwrap_or_else(|| "-".to_owned()),
            )
            .styled(FAINT),
            Cell::new(&entry.id),
        ]);
    }
    table
}

/// The outcome where there is one, else what is known.
fn word(entry: &Entry) -> String {
    match (&entry.end, &entry.state) {
        (End::Outcome(outcome), _) => outcome.as_str().to_owned(),
        (End::Lost(_), _) => "error".to_owned(),
        (End::None, Some(state)) => state.status().as_str().to_lowercase(),
        (End::None, None) => "not read".to_owned(),
    }
}

fn style(entry: &Entry) -> anstyle::Style {
    match (&entry.end, &entry.state) {
        (End::Lost(_), _) => BAD,
        (End::Outcome(Outcome::TimedOut(_)), _) => status_style(Status::Waiting),
        (_, Some(state)) => status_style(state.status()),
        (_, None) => anstyle::Style::new(),
    }
}

fn title(entry: &Entry) -> String {
    let operation = entry
        .state
        .as_ref()
        .and_then(WorkRequest::operation_type)
        .unwrap_or("work request");
    let what = match entry.error() {
        Some(_) => "could not be followed".to_owned(),
        None => word(entry).replace('_', " "),
    };
    format!("{} {what}:", visible(operation))
}

fn reasons(entry: &Entry, now: DateTime<Utc>, palette: Palette) -> Option<String> {
    if let Some(error) = entry.error() {
        return Some(format!("  {}\n", visible(&error.to_string())));
    }
    entry
        .report
        .as_ref()
        .map(|report| report_lines(report, now, palette))
}

fn report_lines(report: &Report, now: DateTime<Utc>, palette: Palette) -> String {
    let mut text = String::new();
    let (errors, logs) = (report.errors(), report.logs());
    for error in errors.items() {
        let code = palette.paint(BAD, &visible(error.code()));
        let _ = writeln!(text, "  {code}: {}", visible(error.message()));
    }
    if errors.items().is_empty() && errors.unavailable().is_none() {
        text.push_str("  the service gives no error for it\n");
    }
    if !logs.items().is_empty() {
        let _ = writeln!(text, "  {}", palette.paint(FAINT, "last log lines:"));
    }
    for run in logs.items() {
        let at = run
            .last
            .map(|at| time::relative(at, now))
            .unwrap_or_default();
        let times = match run.count {
            1 => String::new(),
            count => format!(" ({count} times)"),
        };
        let _ = writeln!(
            text,
            "    {}  {}{times}",
            palette.paint(FAINT, &at),
            visible(&run.message)
        );
    }
    for (what, section) in [
        ("errors", errors.unavailable()),
        ("log", logs.unavailable()),
    ] {
        if let Some(problem) = section {
            let _ = writeln!(
                text,
                "  the {what} could not be read: {}",
                visible(&problem.message)
            );
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{at, document, error, report, state};
    use serde_json::json;

    fn ended(id: &str, operation: &str, status: &str) -> Entry {
        let state = state(&document(id, operation, status, 40.0));
        let outcome = match status {
            "SUCCEEDED" => Outcome::Succeeded(state.clone()),
            _ => Outcome::Failed(state.clone()),
        };
        Entry {
            state: Some(state),
            end: End::Outcome(outcome),
            ..Entry::of_shared(id.to_owned())
        }
    }

    #[test]
    fn the_end_is_told_with_its_reasons() {
        let mut failed = ended("ocid1.wr.oc1..b", "LaunchInstance", "FAILED");
        let errors =
            json!([{"code": "OutOfHostCapacity", "message": "no host\nleft", "timestamp": at(70)}]);
        let work = document("ocid1.wr.oc1..b", "LaunchInstance", "FAILED", 40.0);
        failed.report = Some(report(&work, &errors, &json!(503)));
        let mut silent = ended("ocid1.wr.oc1..c", "DeleteVcn", "FAILED");
        let line =
            |second| json!({"message": "asked for a \u{1b}[31mhost", "timestamp": at(second)});
        let lines = json!([line(60), line(50)]);
        silent.report = Some(report(&work, &json!([]), &lines));
        let lost = error(404, "NotAuthorizedOrNotFound", "no such thing");
        let lost = Entry {
            end: End::Lost(Box::new(lost)),
            ..Entry::of_shared("ocid1.wr.oc1..d".to_owned())
        };
        let entries = [
            ended("ocid1.wr.oc1..a", "CreateVcn", "SUCCEEDED"),
            failed,
            silent,
            lost,
        ];
        insta::assert_snapshot!(render(&entries, at(100), Palette::new(false)));
    }
}
