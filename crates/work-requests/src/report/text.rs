//! A report for a person to read.

use std::fmt::{self, Display, Formatter, Write as _};

use chrono::{DateTime, SecondsFormat, Utc};

use super::{LogRun, Report, Section};
use crate::text::{length, visible};
use crate::work::ErrorEntry;

/// What stands for what is unknown.
const UNKNOWN: &str = "-";

/// Several lines, the last one ended. What the service wrote cannot act on a terminal.
impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        heading(self, f)?;
        times(self, f)?;
        resources(self, f)?;
        errors(&self.errors, f)?;
        logs(&self.logs, f)?;
        f.write_str("\nFor support\n")?;
        for request in &self.request_ids {
            writeln!(f, "  {:<24}  {}", request.operation, visible(&request.id))?;
        }
        Ok(())
    }
}

fn heading(report: &Report, f: &mut Formatter<'_>) -> fmt::Result {
    let work = &report.work_request;
    let operation = work.operation_type().unwrap_or("work request");
    write!(f, "{}: {}", visible(operation), work.status())?;
    if work.raw_status() != work.status().as_str() {
        write!(f, " ({})", visible(work.raw_status()))?;
    }
    if let Some(percent) = work.percent_complete() {
        write!(f, ", {percent:.0} %")?;
    }
    writeln!(
        f,
        "\n  {:<12} {}",
        "id",
        visible(work.id().unwrap_or(UNKNOWN))
    )?;
    let compartment = work.compartment_id().unwrap_or(UNKNOWN);
    writeln!(f, "  {:<12} {}", "compartment", visible(compartment))
}

fn times(report: &Report, f: &mut Formatter<'_>) -> fmt::Result {
    let times = report.times();
    let queued = times
        .queued
        .map(|queued| format!("waited {}", length(queued)));
    let ran = times.ran.map(|ran| format!("ran {}", length(ran)));
    let mut line = |name: &str, time: Option<DateTime<Utc>>, note: Option<String>| {
        let time = time.map_or_else(|| UNKNOWN.to_owned(), at);
        let note = note.map(|note| format!("  ({note})")).unwrap_or_default();
        writeln!(f, "  {name:<12} {time}{note}")
    };
    line("accepted", times.accepted, None)?;
    line("started", times.started, queued)?;
    line("finished", times.finished, ran)
}

fn resources(report: &Report, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_str("\nResources\n")?;
    let mut none = true;
    for resource in report.resources() {
        none = false;
        let [action, kind, id] = [
            resource.action(),
            resource.entity_type(),
            resource.identifier(),
        ]
        .map(|text| visible(text.unwrap_or(UNKNOWN)));
        writeln!(f, "  {action:<12} {kind}  {id}")?;
    }
    if none {
        f.write_str("  none named\n")?;
    }
    Ok(())
}

fn errors(errors: &Section<ErrorEntry>, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_str("\nErrors\n")?;
    for error in errors.items() {
        let time = error.timestamp().map_or_else(|| UNKNOWN.to_owned(), at);
        let (code, message) = (visible(error.code()), visible(error.message()));
        writeln!(f, "  {time}  {code}: {message}")?;
    }
    ending(errors, "the service gives none", "there are more", f)
}

fn logs(logs: &Section<LogRun>, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_str("\nLog\n")?;
    if !logs.is_complete() && logs.unavailable().is_none() {
        f.write_str("  (the last lines)\n")?;
    }
    for run in logs.items() {
        let time = run.first.map_or_else(|| UNKNOWN.to_owned(), at);
        write!(f, "  {time}  {}", visible(&run.message))?;
        if run.count > 1 {
            let last = run
                .last
                .map_or_else(String::new, |last| format!(", until {}", at(last)));
            write!(f, "  ({} times{last})", run.count)?;
        }
        f.write_char('\n')?;
    }
    ending(logs, "no lines", "", f)
}

/// What is to be said after the items of a section.
fn ending<T>(section: &Section<T>, none: &str, more: &str, f: &mut Formatter<'_>) -> fmt::Result {
    match section.unavailable() {
        Some(problem) => writeln!(f, "  could not be read: {}", visible(&problem.message)),
        None if section.items().is_empty() => writeln!(f, "  {none}"),
        None if !section.is_complete() && !more.is_empty() => writeln!(f, "  {more}"),
        None => Ok(()),
    }
}

fn at(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}
