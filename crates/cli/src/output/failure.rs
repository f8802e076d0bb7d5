//! Telling an error: lines for a person, one JSON object for a program.

use std::error::Error as StdError;
use std::fmt::Write;
use std::process::ExitCode;

use serde::Serialize;

use super::palette::{ATTENTION, BAD, FAINT, Palette};
use super::{Format, Screen, json, remark, visible};
use crate::error::{CliError, ErrorObject, advice};
use crate::exit::Exit;

/// Causes told at most.
const DEEPEST_CAUSE: usize = 8;

/// The document on stderr.
#[derive(Serialize)]
struct Document {
    error: ErrorObject,
}

/// Tells an error, if there is one, and gives the exit code.
pub(crate) fn conclude(result: Result<Exit, CliError>, command: &str, screen: Screen) -> ExitCode {
    let exit = match result {
        Ok(exit) => exit,
        Err(error) => {
            tell(&error, command, screen);
            error.exit()
        }
    };
    exit.into()
}

/// Tells a wrong command line, and gives its exit code.
pub(crate) fn refuse(message: String, hint: Option<String>) -> ExitCode {
    let mut error = CliError::usage(message);
    if let Some(hint) = hint {
        error = error.with_hint(hint);
    }
    remark(&line(&error, "work-requests"));
    error.exit().into()
}

fn tell(error: &CliError, command: &str, screen: Screen) {
    match screen.format {
        Format::Table | Format::Html => remark(&text(error, screen.err)),
        Format::Json | Format::Ndjson => remark(&line(error, command)),
    }
}

/// One line of JSON; nothing if it is no error.
fn line(error: &CliError, command: &str) -> String {
    let object = ErrorObject::of(error, command);
    object
        .and_then(|error| json::line(&Document { error }).ok())
        .unwrap_or_default()
}

/// Lines for a person: what, why, what to do, and what support asks for.
fn text(error: &CliError, palette: Palette) -> String {
    let (what, causes, hint, request_id) = match error {
        CliError::Call(call) => (
            call.to_string(),
            causes(call.as_ref()),
            advice::for_call(call),
            call.request_id(),
        ),
        CliError::Local(local) => {
            let cause = local
                .source
                .as_deref()
                .map(|source| source as &(dyn StdError + 'static));
            (
                local.message.clone(),
                chain(cause),
                local.hint.clone(),
                None,
            )
        }
        CliError::OutputClosed | CliError::Interrupted => return String::new(),
    };
    let mut text = format!("{} {}\n", palette.paint(BAD, "error:"), visible(&what));
    for cause in unsaid(&what, causes) {
        let _ = writeln!(
            text,
            "  {} {}",
            palette.paint(FAINT, "caused by:"),
            visible(&cause)
        );
    }
    if let Some(hint) = hint {
        let _ = writeln!(
            text,
            "{} {}",
            palette.paint(ATTENTION, "hint:"),
            visible(&hint)
        );
    }
    if let Some(id) = request_id {
        let _ = writeln!(
            text,
            "{} {}",
            palette.paint(FAINT, "opc-request-id:"),
            visible(id)
        );
    }
    text
}

fn causes(error: &(dyn StdError + 'static)) -> Vec<String> {
    chain(error.source())
}

fn chain(first: Option<&(dyn StdError + 'static)>) -> Vec<String> {
    std::iter::successors(first, |cause: &&dyn StdError| (*cause).source())
        .take(DEEPEST_CAUSE)
        .map(ToString::to_string)
        .collect()
}

/// Leaves out causes that repeat what a line above already says.
fn unsaid(what: &str, causes: Vec<String>) -> Vec<String> {
    let mut said = what.to_owned();
    causes
        .into_iter()
        .filter(|cause| {
            let new = !said.contains(cause.as_str());
            if new {
                said.push('\n');
                said.push_str(cause);
            }
            new
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn a_person_reads_what_why_and_what_to_do() {
        let cause = io::Error::new(io::ErrorKind::NotFound, "no such file");
        let error = CliError::io("cannot read ca\u{1b}.pem", cause).with_hint("check the path");
        insta::assert_snapshot!(text(&error, Palette::new(false)), @r"
        error: cannot read ca\u{1b}.pem
          caused by: no such file
        hint: check the path
        ");
    }

    #[test]
    fn a_program_reads_one_object_on_one_line() {
        let error = CliError::usage("no\nsuch flag").with_hint("see --help");
        insta::assert_snapshot!(line(&error, "get"), @r#"{"error":{"kind":"usage","message":"no\nsuch flag","operation":"get","attempts":0,"retryable":false,"hint":"see --help"}}"#);
    }

    #[test]
    fn a_cause_that_was_said_is_not_said_again() {
        let causes = ["b", "c", "b: c"].map(str::to_owned).to_vec();
        assert_eq!(unsaid("a: b", causes), ["c", "b: c"]);
    }

    #[test]
    fn a_closed_pipe_and_ctrl_c_are_no_errors() {
        let broken = CliError::output(io::ErrorKind::BrokenPipe.into());
        assert_eq!(
            (text(&broken, Palette::new(false)).as_str(), broken.exit()),
            ("", Exit::Done)
        );
        assert_eq!(line(&CliError::Interrupted, "wait"), "");
    }
}
