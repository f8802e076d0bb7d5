//! Command line for Oracle Cloud work requests.

mod args;
mod clock;
mod commands;
mod context;
mod doctor;
mod error;
mod exit;
mod follow;
mod full_screen;
mod interrupt;
mod logging;
mod output;
mod progress;
#[cfg(test)]
mod testing;

use std::process::ExitCode;

use work_requests::Env;

use crate::args::Cli;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::Screen;

fn main() -> ExitCode {
    let cli = match args::parse(std::env::args_os().collect()) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    let env = Env::process();
    let screen = Screen::new(&cli.global.display, &env);
    // Kept: what is still to be exported leaves when it is dropped.
    let _export = logging::start(cli.global.display.verbose, screen, &env);
    let command = cli.command.name();
    output::conclude(run(cli, env, screen), command, screen)
}

/// One thread does: the program waits for the network, and prints.
fn run(cli: Cli, env: Env, screen: Screen) -> Result<Exit, CliError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| CliError::io("the program cannot start its event loop", error))?;
    let result = runtime.block_on(commands::run(cli, env, screen));
    // A name that is still being resolved, or stdin still being read, must not delay the end.
    runtime.shutdown_background();
    result
}
