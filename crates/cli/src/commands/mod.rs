//! The commands: one file each.

mod cancel;
mod completions;
mod doctor;
mod emulator;
mod errors;
mod following;
mod get;
mod list;
mod listing;
mod logs;
mod man;
mod report;
mod services;
mod wait;
mod watch;

use work_requests::Env;

use crate::args::{Cli, Command};
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::interrupt::or_interrupted;
use crate::output::{Format, Screen};

/// Does what was asked for. Each command is boxed, so that a start has room on its stack for the one
/// that runs and not for the largest.
pub(crate) async fn run(cli: Cli, env: Env, screen: Screen) -> Result<Exit, CliError> {
    if screen.format == Format::Html && !matches!(cli.command, Command::Report(_)) {
        let message = format!("{} has no html output", cli.command.name());
        return Err(
            CliError::usage(message).with_hint("only report has; take table, json or ndjson")
        );
    }
    match cli.command {
        Command::Emulator(args) => or_interrupted(Box::pin(emulator::run(args, screen))).await,
        Command::Completions(args) => completions::run(&args),
        Command::Services(args) => services::run(args, screen),
        Command::Man(args) => man::run(&args),
        Command::Doctor(args) => {
            or_interrupted(Box::pin(doctor::run(args, &cli.global, env, screen))).await
        }
        command => {
            let context = Context::open(&cli.global, env, screen).await?;
            context.conclude(call(command, &context).await)
        }
    }
}

/// `wait` and `watch` see to Ctrl-C themselves: they tell how far it is.
async fn call(command: Command, context: &Context) -> Result<Exit, CliError> {
    match command {
        Command::Get(args) => or_interrupted(Box::pin(get::run(args, context))).await,
        Command::List(args) => or_interrupted(Box::pin(list::run(args, context))).await,
        Command::Errors(args) => or_interrupted(Box::pin(errors::run(args, context))).await,
        Command::Logs(args) => or_interrupted(Box::pin(logs::run(args, context))).await,
        Command::Wait(args) => Box::pin(wait::run(args, context)).await,
        Command::Watch(args) => Box::pin(watch::run(args, context)).await,
        Command::Report(args) => or_interrupted(Box::pin(report::run(args, context))).await,
        Command::Cancel(args) => or_interrupted(Box::pin(cancel::run(args, context))).await,
        // Done before there was a context.
        Command::Emulator(_)
        | Command::Completions(_)
        | Command::Services(_)
        | Command::Man(_)
        | Command::Doctor(_) => Ok(Exit::Done),
    }
}
