//! From the process's arguments to what was asked for, or to the end of the program.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::process::ExitCode;

use clap::builder::styling::Styles;
use clap::error::ErrorKind;
use clap::{Args as _, ColorChoice, Command, CommandFactory as _, FromArgMatches as _};

use super::{Cli, Command as Commands, GlobalArgs};
use crate::exit::Exit;
use crate::output::{Format, refuse};

/// Reads the arguments. `Err` when the program has nothing more to do: help was asked for and
/// shown, or the command line is wrong and that was said.
pub(crate) fn parse(args: Vec<OsString>) -> Result<Cli, ExitCode> {
    let plain = args.iter().any(|arg| arg == "--no-color");
    let color = if plain {
        ColorChoice::Never
    } else {
        ColorChoice::Auto
    };
    if let Some(cli) = narrow(&args) {
        return Ok(cli);
    }
    let command = Cli::command().color(color).styles(styles());
    let format = requested_format(&args);
    let parsed = command
        .try_get_matches_from(args)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    parsed.map_err(|error| end(&error, format))
}

/// Reads the arguments as if there were only the commands that they name: clap gives each command
/// a copy of every global flag, and those of all commands take longer than the rest of a start.
/// None if that does not go; what to say then, and to what help, is known with all of them.
fn narrow(args: &[OsString]) -> Option<Cli> {
    let words: BTreeSet<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let commands = words.into_iter().filter_map(Commands::definition);
    let command = GlobalArgs::augment_args(Command::new("work-requests").subcommands(commands));
    let matches = command.try_get_matches_from(args).ok()?;
    Cli::from_arg_matches(&matches).ok()
}

fn end(error: &clap::Error, format: Format) -> ExitCode {
    let help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    if help {
        // A reader that has seen enough of the help is no fault.
        let _ = error.print();
        return Exit::Done.into();
    }
    if format == Format::Table {
        let _ = error.print();
        return Exit::Usage.into();
    }
    let (message, hint) = in_words(error);
    refuse(message, Some(hint))
}

/// The first paragraph of what clap says, and its tip or how the command is used.
fn in_words(error: &clap::Error) -> (String, String) {
    const MORE: &str = "see `work-requests --help`";
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return ("no command was given".to_owned(), MORE.to_owned());
    }
    let text = error.render().to_string();
    let first = text.split("\n\n").next().unwrap_or_default();
    let words: Vec<&str> = first.split_whitespace().collect();
    let message = words.join(" ");
    let message = message
        .strip_prefix("error: ")
        .unwrap_or(&message)
        .to_owned();
    // The other tips guess at values that begin with a dash.
    let tip = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("tip: "));
    let tip = tip.filter(|tip| tip.contains("similar")).map(str::to_owned);
    let usage = text.lines().find_map(|line| line.strip_prefix("Usage: "));
    let usage = || usage.map(|usage| format!("usage: {usage}; see --help"));
    (
        message,
        tip.or_else(usage).unwrap_or_else(|| MORE.to_owned()),
    )
}

/// What `--output` asks for, as far as a command line that may be wrong tells.
fn requested_format(args: &[OsString]) -> Format {
    let args: Vec<&str> = args
        .iter()
        .filter_map(|arg| arg.to_str())
        .take_while(|arg| *arg != "--")
        .collect();
    let mut values = args.iter().enumerate().filter_map(|(at, arg)| match *arg {
        "--output" => args.get(at + 1).copied(),
        _ => arg.strip_prefix("--output="),
    });
    match values.next_back() {
        Some("json") => Format::Json,
        Some("ndjson") => Format::Ndjson,
        Some("table") => Format::Table,
        _ if std::io::stdout().is_terminal() => Format::Table,
        _ => Format::Json,
    }
}

fn styles() -> Styles {
    use anstyle::AnsiColor::{Cyan, Green};
    Styles::styled()
        .header(anstyle::Style::new().bold())
        .usage(anstyle::Style::new().bold())
        .literal(Cyan.on_default())
        .placeholder(Green.on_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(args: &[&str]) -> (String, String) {
        let args = std::iter::once("work-requests").chain(args.iter().copied());
        in_words(&Cli::command().try_get_matches_from(args).unwrap_err())
    }

    #[test]
    fn what_is_wrong_is_one_line_with_a_hint() {
        insta::assert_debug_snapshot!([
            refused(&[]),
            refused(&["get"]),
            refused(&["get", "x", "--limitt", "5"]),
            refused(&["list", "--limit", "0"]),
            refused(&["list", "--all", "--max-items", "5"]),
            refused(&["wait", "x", "--interval", "soon"]),
            refused(&["lst"]),
        ]);
    }

    #[test]
    fn a_known_command_is_read_without_the_others() {
        let read = |args: &[&str]| {
            let args = std::iter::once("work-requests").chain(args.iter().copied());
            narrow(&args.map(OsString::from).collect::<Vec<_>>())
        };
        let cli = read(&["--profile", "list", "--emulator", "get", "logs"]).unwrap();
        assert_eq!(cli.command.name(), "get");
        assert_eq!(cli.global.account.profile.as_deref(), Some("list"));
        for other in [
            &["--version"][..],
            &["help", "get"],
            &["get", "--help"],
            &["got", "x"],
        ] {
            assert!(read(other).is_none(), "{other:?}");
        }
    }

    #[test]
    fn the_format_is_found_in_a_wrong_command_line() {
        let format =
            |args: &[&str]| requested_format(&args.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(format(&["get", "--output", "table"]), Format::Table);
        assert_eq!(format(&["--output=ndjson", "x"]), Format::Ndjson);
        assert_eq!(
            format(&["--output", "table", "--output=json"]),
            Format::Json
        );
        assert_eq!(
            format(&["--output=json", "--", "--output=table"]),
            Format::Json
        );
    }
}
