//! `emulator`: the service on its own.

use serde::Serialize;
use work_requests_emulator::{Emulator, ListenOptions, Server, demo};

use crate::args::EmulatorArgs;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{Screen, json, write};

/// What a program that started the service needs to call it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Ready<'a> {
    endpoint: String,
    compartment_id: &'a str,
    tenancy: &'a str,
    user: &'a str,
    fingerprint: &'a str,
    region: &'a str,
}

/// Serves until Ctrl-C, which ends every command.
pub(super) async fn run(args: EmulatorArgs, screen: Screen) -> Result<Exit, CliError> {
    let emulator = Emulator::demo();
    let server = emulator.start(options(args)).await;
    let server = server.map_err(|error| CliError::io("the service cannot start", error))?;
    tell(&emulator, &server)?;
    screen.remark("serving; Ctrl-C ends it");
    std::future::pending().await
}

fn options(args: EmulatorArgs) -> ListenOptions {
    let options = ListenOptions::at(args.listen);
    match args.control_token {
        Some(token) => options.control_token(token.into()),
        None => options,
    }
}

fn tell(emulator: &Emulator, server: &Server) -> Result<(), CliError> {
    let credentials = emulator.credentials();
    let ready = Ready {
        endpoint: server.endpoint(),
        compartment_id: demo::COMPARTMENT,
        tenancy: credentials.tenancy(),
        user: credentials.user(),
        fingerprint: credentials.fingerprint(),
        region: credentials.region(),
    };
    write(&json::line(&ready).map_err(CliError::unprintable)?)
}
