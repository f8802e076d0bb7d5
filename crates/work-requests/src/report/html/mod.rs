//! A report as a page of HTML with nothing outside it.

mod timeline;

use chrono::{DateTime, SecondsFormat, Utc};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{LogRun, Report, Section};
use crate::text::{length, visible};
use crate::work::{ErrorEntry, Status};

/// Light and dark, from a telephone to a wide screen.
const STYLE: &str = include_str!("style.css");

/// The page. Every text of the service is escaped, hidden characters included.
pub(super) fn page(report: &Report) -> String {
    let work = report.work_request();
    let operation = seen(work.operation_type().unwrap_or("Work request"));
    let title = format!("{operation}: {}", work.status());
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (operation) " " span class={ "status " (mood(work.status())) } { (work.status()) } }
                    p class="id" { (seen(work.id().unwrap_or_default())) }
                }
                main {
                    (facts(report))
                    (timeline::section(report))
                    (resources(report))
                    (errors(report.errors()))
                    (logs(report.logs()))
                    (support(report))
                }
            }
        }
    };
    page.into_string()
}

fn facts(report: &Report) -> Markup {
    let (work, times) = (report.work_request(), report.times());
    let percent = work
        .percent_complete()
        .map(|percent| format!("{percent:.0} %"));
    let rows = [
        ("Progress", percent),
        ("Word of the service", Some(seen(work.raw_status()))),
        ("Compartment", work.compartment_id().map(seen)),
        ("Accepted", times.accepted.map(at)),
        ("Started", times.started.map(at)),
        ("Finished", times.finished.map(at)),
        ("Waited to start", times.queued.map(length)),
        ("Ran", times.ran.map(length)),
    ];
    html! {
        dl {
            @for (name, value) in rows {
                @if let Some(value) = value { div { dt { (name) } dd { (value) } } }
            }
        }
    }
}

fn resources(report: &Report) -> Markup {
    let rows: Vec<_> = report.resources().collect();
    let cell = |text: Option<&str>| seen(text.unwrap_or("–"));
    html! {
        section {
            h2 { "Resources" }
            @if rows.is_empty() { p class="none" { "None named." } }
            @else {
                div class="wide" { table {
                    thead { tr { th { "Action" } th { "Kind" } th { "Identifier" } } }
                    tbody { @for row in &rows { tr {
                        td { (cell(row.action())) }
                        td { (cell(row.entity_type())) }
                        td class="id" { (cell(row.identifier())) }
                    } } }
                } }
            }
        }
    }
}

fn errors(errors: &Section<ErrorEntry>) -> Markup {
    html! {
        section {
            h2 { "Errors" }
            @if errors.items().is_empty() && errors.unavailable().is_none() {
                p class="none" { "The service gives none." }
            }
            ol class="errors" { @for error in errors.items() { li {
                (time(error.timestamp()))
                strong { (seen(error.code())) }
                p { (seen(error.message())) }
            } } }
            (missing(errors, "There are more."))
        }
    }
}

fn logs(logs: &Section<LogRun>) -> Markup {
    html! {
        section {
            h2 { "Log" }
            @if logs.items().is_empty() && logs.unavailable().is_none() {
                p class="none" { "No lines." }
            }
            ol class="logs" { @for run in logs.items() { li {
                (time(run.first))
                span { (seen(&run.message)) }
                @if run.count > 1 { span class="count" title=[run.last.map(|last| format!("until {}", at(last)))] { "×" (run.count) } }
            } } }
            (missing(logs, "These are the last lines."))
        }
    }
}

fn support(report: &Report) -> Markup {
    html! {
        section {
            h2 { "For support" }
            div class="wide" { table { tbody { @for request in report.request_ids() { tr {
                th scope="row" { (request.operation) }
                td class="id" { (seen(&request.id)) }
            } } } } }
            p class="none" { "Made at " (at(report.made_at())) "." }
        }
    }
}

/// What is not in a section, and why.
fn missing<T>(section: &Section<T>, cut: &str) -> Markup {
    html! {
        @if let Some(problem) = section.unavailable() {
            p class="bad" { "Could not be read: " (seen(&problem.message)) }
        } @else if !section.is_complete() {
            p class="none" { (cut) }
        }
    }
}

fn time(time: Option<DateTime<Utc>>) -> Markup {
    html! { @if let Some(time) = time { time datetime=(at(time)) { (at(time)) } } }
}

/// The class of a status.
fn mood(status: Status) -> &'static str {
    match status {
        Status::Succeeded => "good",
        Status::Failed | Status::NeedsAttention => "bad",
        Status::Canceled | Status::Canceling | Status::PartiallySucceeded | Status::Skipped => {
            "mixed"
        }
        _ => "open",
    }
}

fn at(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Hidden characters act on the order of text in a browser too.
fn seen(text: &str) -> String {
    visible(text).into_owned()
}
