//! What may be asked of the output.

use clap::{ArgAction, Args};

use super::Format;

/// What is shown, and how.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct DisplayArgs {
    /// Form of the results [default: table on a terminal, json otherwise]
    #[arg(long, global = true, value_enum, value_name = "FORMAT")]
    pub(crate) output: Option<Format>,

    /// No colours, also when the output is a terminal; NO_COLOR does the same
    #[arg(long, global = true)]
    pub(crate) no_color: bool,

    /// Say on stderr what is done: -v calls and attempts, -vv connections too
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,

    /// No progress and no remarks on stderr, only errors
    #[arg(long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,

    /// Show the request that would be sent, its signing string and the key id; send nothing
    #[arg(long, global = true)]
    pub(crate) dry_run: bool,
}
