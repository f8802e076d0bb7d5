//! Findings for a person and for a program.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::finding::{Finding, Findings, Status};
use crate::error::CliError;
use crate::output::palette::{ATTENTION, BAD, FAINT, Palette};
use crate::output::{Format, Screen, json, visible, write};

/// Width of a status, and of the longest name of a check.
const STATUS: usize = 4;
const NAME: usize = 11;

#[derive(Serialize)]
struct Document<'a> {
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    status: Status,
    checks: &'a [Finding],
}

/// Prints the findings in the form that is asked for; as `ndjson`, each on a line.
pub(crate) fn print(findings: &Findings, screen: Screen) -> Result<(), CliError> {
    match screen.format {
        Format::Table | Format::Html => write(&text(findings, screen.out)),
        Format::Json => screen.json(&Document {
            data: Data {
                status: findings.status(),
                checks: findings.list(),
            },
        }),
        Format::Ndjson => {
            let lines = findings.list().iter().map(json::line);
            let lines: Result<String, _> = lines.collect();
            write(&lines.map_err(CliError::unprintable)?)
        }
    }
}

fn text(findings: &Findings, palette: Palette) -> String {
    let mut text = String::new();
    for finding in findings.list() {
        let status = format!("{:STATUS$}", finding.status.name());
        let _ = writeln!(
            text,
            "{}  {:NAME$}  {}",
            palette.paint(style(finding.status), &status),
            finding.check.name(),
            visible(&finding.detail)
        );
        let mend = finding.mend.iter().map(|mend| ("->", mend));
        let id = finding.opc_request_id.iter();
        for (mark, more) in mend.chain(id.map(|id| ("opc-request-id:", id))) {
            let indent = STATUS + NAME + 4;
            let mark = palette.paint(ATTENTION, mark);
            let _ = writeln!(text, "{:indent$}{mark} {}", "", visible(more));
        }
    }
    let (failed, warned) = (findings.count(Status::Fail), findings.count(Status::Warn));
    let _ = writeln!(
        text,
        "\n{} ok, {} to mend, {} failed, {} skipped",
        findings.count(Status::Ok),
        warned,
        failed,
        findings.count(Status::Skipped)
    );
    text
}

fn style(status: Status) -> Style {
    match status {
        Status::Ok => AnsiColor::Green.on_default(),
        Status::Warn => ATTENTION,
        Status::Fail => BAD,
        Status::Skipped => FAINT,
    }
}
