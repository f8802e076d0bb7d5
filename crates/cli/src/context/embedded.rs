//! The embedded service: an emulator that lives as long as the command.

use work_requests::Config;
use work_requests_emulator::{Emulator, ListenOptions, Server, demo};

use super::account::Account;
use crate::args::AccountArgs;
use crate::error::CliError;

/// The embedded service: an emulator that lives as long as the command.
#[derive(Debug)]
pub(crate) struct Embedded {
    emulator: Emulator,
    /// Kept: dropping it ends the service.
    server: Server,
}

impl Embedded {
    /// Listens on a free port of this machine. Requests are real ones: they go through a socket.
    pub(crate) async fn start(args: &AccountArgs) -> Result<Self, CliError> {
        refuse_other_accounts(args)?;
        let emulator = Emulator::demo();
        let server = emulator.start(ListenOptions::default()).await;
        let server =
            server.map_err(|error| CliError::io("the embedded service cannot start", error))?;
        Ok(Self { emulator, server })
    }

    /// The embedded credentials at the service's endpoint.
    pub(crate) fn account(&self) -> Account {
        let config = Config::from_pairs(self.emulator.credentials().pairs());
        Account::at(
            &self.server.endpoint(),
            config,
            (demo::COMPARTMENT, "the emulator's demo compartment"),
        )
    }
}

/// The embedded service has an account of its own; another one beside it is a misunderstanding.
fn refuse_other_accounts(args: &AccountArgs) -> Result<(), CliError> {
    let named = [
        ("--config-file", args.config_file.is_some()),
        ("--profile", args.profile.is_some()),
        ("--auth", args.auth.is_some()),
        ("--region", args.region.is_some()),
        ("--endpoint", args.endpoint.is_some()),
    ];
    match named.into_iter().find(|(_, given)| *given) {
        Some((flag, _)) => Err(
            CliError::usage(format!("--emulator cannot be used with {flag}"))
                .with_hint("the embedded service has credentials and an endpoint of its own"),
        ),
        None => Ok(()),
    }
}
