//! `completions`

use clap::Args;
use clap_complete::Shell;

/// Print a completion script for a shell
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// Shell to write it for
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}
