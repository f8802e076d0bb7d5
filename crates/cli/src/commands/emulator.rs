//! `emulator`: the service on its own.

use std::path::PathBuf;

use serde::Serialize;
use work_requests_emulator::{ClientFiles, Emulator, ListenOptions, Scenario, Server, demo};

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
    #[serde(skip_serializing_if = "Option::is_none")]
    config_file: Option<PathBuf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ca_file: Option<PathBuf>,
}

/// Serves until Ctrl-C, which ends every command.
pub(super) async fn run(args: EmulatorArgs, screen: Screen) -> Result<Exit, CliError> {
    let emulator = emulator(&args)?;
    let server = emulator.start(options(&args)).await;
    let server = server.map_err(|error| CliError::io("the service cannot start", error))?;
    let files = client_files(&args, &server).await?;
    tell(&server, files)?;
    screen.remark("serving; Ctrl-C ends it");
    std::future::pending().await
}

fn emulator(args: &EmulatorArgs) -> Result<Emulator, CliError> {
    let Some(path) = &args.scenario else {
        return Ok(Emulator::demo());
    };
    let scenario = Scenario::from_file(path)
        .map_err(|error| CliError::io("the scenario cannot be used", error))?;
    Ok(Emulator::builder().scenario(scenario).build())
}

fn options(args: &EmulatorArgs) -> ListenOptions {
    let mut options = ListenOptions::at(args.listen);
    if args.tls {
        options = options.tls();
    }
    match &args.control_token {
        Some(token) => options.control_token(token.clone().into()),
        None => options,
    }
}

async fn client_files(
    args: &EmulatorArgs,
    server: &Server,
) -> Result<Option<ClientFiles>, CliError> {
    let Some(folder) = &args.write_config else {
        return Ok(None);
    };
    let written = server.write_config(folder).await;
    written
        .map(Some)
        .map_err(|error| CliError::io("the configuration cannot be written", error))
}

fn tell(server: &Server, files: Option<ClientFiles>) -> Result<(), CliError> {
    let ready = Ready {
        endpoint: server.endpoint(),
        compartment_id: demo::COMPARTMENT,
        ca_file: files.as_ref().and_then(|files| files.ca.clone()),
        config_file: files.map(|files| files.config),
    };
    write(&json::line(&ready).map_err(CliError::unprintable)?)
}
