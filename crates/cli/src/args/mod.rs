//! The command line: what can be asked for, and the help that explains it.

mod cancel;
mod completions;
mod doctor;
mod emulator;
mod entries;
mod follow;
mod get;
mod global;
mod list;
mod man;
mod pages;
mod parse;
mod report;
mod services;
mod values;

use clap::{Args as _, Parser, Subcommand};

pub(crate) use cancel::CancelArgs;
pub(crate) use completions::CompletionsArgs;
pub(crate) use doctor::DoctorArgs;
pub(crate) use emulator::EmulatorArgs;
pub(crate) use entries::{EntriesArgs, LogsArgs};
pub(crate) use follow::{PaceArgs, WaitArgs, WatchArgs};
pub(crate) use get::GetArgs;
pub(crate) use global::{AccountArgs, AuthChoice, CallArgs, GlobalArgs, RetryChoice};
pub(crate) use list::ListArgs;
pub(crate) use man::ManArgs;
pub(crate) use pages::PageArgs;
pub(crate) use parse::parse;
pub(crate) use report::ReportArgs;
pub(crate) use services::ServicesArgs;

/// Oracle Cloud work requests: list, read, follow and explain long-running operations
#[derive(Debug, Parser)]
#[command(
    name = "work-requests",
    version,
    subcommand_required = true,
    arg_required_else_help = true
)]
#[command(after_help = "Try it without an account: work-requests watch --emulator")]
#[command(after_long_help = AFTER_LONG_HELP)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
}

/// Declares the commands by their words.
macro_rules! commands {
    ($($(#[$doc:meta])* $word:literal => $variant:ident($args:ty),)*) => {
        /// What to do.
        #[derive(Debug, Subcommand)]
        pub(crate) enum Command {
            $($(#[$doc])* #[command(name = $word)] $variant($args),)*
        }

        impl Command {
            /// The word that was typed.
            pub(crate) fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $word,)*
                }
            }

            /// What one command takes, if there is one of that name.
            fn definition(word: &str) -> Option<clap::Command> {
                match word {
                    $($word => Some(<$args>::augment_args(clap::Command::new($word))),)*
                    _ => None,
                }
            }
        }
    };
}

commands! {
    "get" => Get(GetArgs),
    "list" => List(ListArgs),
    /// List the errors of a work request
    "errors" => Errors(EntriesArgs),
    /// List the log of a work request
    "logs" => Logs(LogsArgs),
    "wait" => Wait(WaitArgs),
    "watch" => Watch(WatchArgs),
    "report" => Report(ReportArgs),
    "cancel" => Cancel(CancelArgs),
    "services" => Services(ServicesArgs),
    "doctor" => Doctor(DoctorArgs),
    "emulator" => Emulator(EmulatorArgs),
    "completions" => Completions(CompletionsArgs),
    "man" => Man(ManArgs),
}

const AFTER_LONG_HELP: &str = "\
Environment:
  OCI_CLI_CONFIG_FILE, OCI_CONFIG_FILE  configuration file
  OCI_CLI_PROFILE                       profile
  OCI_CLI_REGION, OCI_REGION            region
  OCI_CLI_AUTH                          as --auth
  OCI_CLI_ENDPOINT                      endpoint
  OCI_RESOURCE_PRINCIPAL_VERSION, ...   the resource that this runs in
  OCI_METADATA_BASE_URL                 metadata service of the instance
  OCI_SDK_AUTH_CLIENT_REGION_URL        identity service in place of the region's
  OCI_SDK_DEFAULT_RETRY_ENABLED         `false`: no repeats
  SSL_CERT_FILE                         authorities to trust in place of the bundled ones
  HTTPS_PROXY, HTTP_PROXY, ALL_PROXY    proxies; never for this machine
  NO_PROXY                              hosts to call without one
  NO_COLOR                              no colours
  A flag beats the environment, and the environment beats the file.

Exit codes:
  0    done; wait: all succeeded; watch: all ended
  1    a waited work request did not succeed
  2    wrong command line, or a file that cannot be read or written
  3    configuration, credentials or TLS trust
  4    the service refused the request
  5    401, 403 or 404
  6    given up on what may pass: 429, 5xx, 409 IncorrectState, no connection
  7    timed out
  8    the answer was not understood, or over a limit
  130  Ctrl-C

Try it without an account: work-requests watch --emulator";

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn global_flags_stand_before_or_after_the_command() {
        let before = Cli::try_parse_from(["work-requests", "--emulator", "get", "x"]).unwrap();
        let after = Cli::try_parse_from(["work-requests", "get", "x", "--emulator"]).unwrap();
        assert!(before.global.account.emulator && after.global.account.emulator);
    }

    #[test]
    fn every_flag_has_a_help_text() {
        let mut command = Cli::command();
        command.build();
        for command in std::iter::once(&command).chain(command.get_subcommands()) {
            for arg in command.get_arguments() {
                assert!(
                    arg.get_help().is_some(),
                    "{} {} has no help",
                    command.get_name(),
                    arg.get_id()
                );
            }
        }
    }

    #[test]
    fn every_command_in_the_readme_is_understood() {
        let readme = include_str!("../../README.md");
        let shell = readme
            .split("```sh\n")
            .skip(1)
            .filter_map(|block| block.split("```").next());
        let commands = shell
            .flat_map(|block| block.split(['|', '>', '\n']))
            .map(|command| command.trim().replace('"', ""))
            .filter(|command| command.starts_with("work-requests "));
        let mut count = 0;
        for command in commands {
            let parsed = Cli::try_parse_from(command.split_whitespace());
            assert!(parsed.is_ok(), "{command}: {parsed:?}");
            count += 1;
        }
        assert!(count >= 6, "{count} commands found");
    }
}
