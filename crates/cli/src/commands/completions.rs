//! `completions`: a script for the shell.

use clap::CommandFactory;

use crate::args::{Cli, CompletionsArgs};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::write;

pub(super) fn run(args: &CompletionsArgs) -> Result<Exit, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut Cli::command(),
        "work-requests",
        &mut script,
    );
    write(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}
