//! `man`

use std::path::PathBuf;

use clap::Args;

/// Print the manual page of this program, or of one of its commands
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Command whose page to print [default: the program's]
    #[arg(value_name = "COMMAND", conflicts_with = "out")]
    pub(crate) command: Option<String>,

    /// Write all pages into this folder instead
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}
