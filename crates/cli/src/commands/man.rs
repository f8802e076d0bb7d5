//! `man`: manual pages, made from the same definition as the help.

use std::path::Path;

use clap::CommandFactory;
use clap_mangen::Man;

use crate::args::{Cli, ManArgs};
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::write;

/// Where flags that every command takes are explained.
const GLOBAL_FLAGS: &str = "The flags that every command takes, the environment and the exit codes are in work-requests(1).";

pub(super) fn run(args: &ManArgs) -> Result<Exit, CliError> {
    let mut program = Cli::command();
    program.build();
    match (&args.out, &args.command) {
        (Some(folder), _) => write_all(&program, folder)?,
        (None, None) => write(&page(program)?)?,
        (None, Some(name)) => {
            let command = program.find_subcommand(name).ok_or_else(|| unknown(name))?;
            write(&page(of_command(command))?)?;
        }
    }
    Ok(Exit::Done)
}

fn write_all(program: &clap::Command, folder: &Path) -> Result<(), CliError> {
    let failed = |error| {
        let message = format!("the pages cannot be written to {}", folder.display());
        CliError::io(message, error).with_hint("--out names this folder")
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    // `help` explains itself.
    let commands = program.get_subcommands().filter(|c| c.get_name() != "help");
    let commands = commands.map(of_command);
    for command in std::iter::once(program.clone()).chain(commands) {
        let name = Man::new(command.clone()).get_filename();
        std::fs::write(folder.join(name), page(command)?).map_err(failed)?;
    }
    Ok(())
}

/// A command with its own flags only.
fn of_command(command: &clap::Command) -> clap::Command {
    let own = command.clone().mut_args(|arg| match arg.is_global_set() {
        true => arg.hide(true),
        false => arg,
    });
    own.after_long_help(GLOBAL_FLAGS)
}

fn page(command: clap::Command) -> Result<String, CliError> {
    let mut text = Vec::new();
    let page = Man::new(command)
        .source(concat!("work-requests ", env!("CARGO_PKG_VERSION")))
        .manual("Oracle Cloud work requests");
    page.render(&mut text)
        .map_err(|error| CliError::io("the page cannot be made", error))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn unknown(name: &str) -> CliError {
    CliError::usage(format!("there is no command {name}")).with_hint("see `work-requests --help`")
}
