//! `emulator`: the service on its own.
use crate::args::EmulatorArgs;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::Screen;
pub(super) async fn run(args: EmulatorArgs, _screen: Screen) -> Result<Exit, CliError> {
    let _ = args;
    Err(CliError::usage(
        "the embedded service is not part of this build yet",
    ))
}
