//! Where the output goes, and what may be done there.

use std::io::{IsTerminal, stderr, stdout};

use serde::Serialize;
use work_requests::Env;

use super::palette::{ATTENTION, Palette};
use super::{DisplayArgs, Format, json, remark, write};
use crate::error::CliError;

/// Where the output goes, and what may be done there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    /// The form of results.
    pub(crate) format: Format,
    /// Colours on stdout.
    pub(crate) out: Palette,
    /// Colours on stderr.
    pub(crate) err: Palette,
    /// Whether rows on stderr may be drawn over.
    pub(crate) live: bool,
    /// Nothing but errors on stderr.
    pub(crate) quiet: bool,
}

impl Screen {
    /// Looks at the terminal once, together with flags and environment.
    pub(crate) fn new(args: &DisplayArgs, env: &Env) -> Self {
        let (out, err) = (stdout().is_terminal(), stderr().is_terminal());
        let dumb = env.var("TERM") == Some("dumb");
        let colours = !args.no_color && !dumb && env.var("NO_COLOR").is_none();
        Self {
            format: args.output.unwrap_or_else(Format::usual),
            out: Palette::new(colours && out),
            err: Palette::new(colours && err),
            // Log lines between rows that are drawn over would tear both.
            live: err && !dumb && args.verbose == 0,
            quiet: args.quiet,
        }
    }

    /// Prints a document in the chosen JSON form.
    pub(crate) fn json(self, value: &impl Serialize) -> Result<(), CliError> {
        let text = match self.format {
            Format::Ndjson => json::line(value),
            _ => json::pretty(value),
        };
        write(&text.map_err(CliError::unprintable)?)
    }

    /// Says something on the side.
    pub(crate) fn remark(self, text: &str) {
        if !self.quiet {
            remark(&format!("{text}\n"));
        }
    }

    /// Says on the side that something is not as it should be.
    pub(crate) fn warn(self, text: &str) {
        self.remark(&format!("{} {text}", self.err.paint(ATTENTION, "warning:")));
    }
}

impl Format {
    /// A table for a person, JSON for a program.
    pub(crate) fn usual() -> Self {
        if stdout().is_terminal() {
            Self::Table
        } else {
            Self::Json
        }
    }
}
