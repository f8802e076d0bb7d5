//! `cargo xtask interop`: the official SDKs against our emulator.
//!
//! They were written from the service, we were written from what they do: where they agree with the
//! emulator, it agrees with the service. The programs that use them are in `xtask/interop`, a
//! function a case; each prints a JSON line a case, which `table.rs` shows.

mod emulator;
mod process;
mod sdk;
mod table;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::{program, workspace};
use emulator::Emulator;
use sdk::{Sdk, Unavailable};
use table::Table;

/// Which SDKs to try.
#[derive(Args)]
pub(crate) struct Interop {
    /// Try this one only
    #[arg(long, value_enum)]
    only: Option<Sdk>,
}

impl Interop {
    /// Fails if a case does; an SDK that cannot be had is skipped, and that is said.
    pub(crate) fn run(self) -> ExitCode {
        match self.tried() {
            Ok(table) => {
                let shown = write!(io::stdout(), "{table}");
                match table.is_good() && shown.is_ok() {
                    true => ExitCode::SUCCESS,
                    false => ExitCode::FAILURE,
                }
            }
            Err(error) => {
                // Nobody is left to tell when stderr is closed.
                let _ = writeln!(io::stderr(), "interop cannot run: {error}");
                ExitCode::FAILURE
            }
        }
    }

    fn tried(&self) -> io::Result<Table> {
        let folder = workspace::target().join("interop");
        let program = program::build()?;
        let mut table = Table::default();
        for sdk in Sdk::ALL.into_iter().filter(|sdk| self.wants(*sdk)) {
            match sdk.prepare(&folder) {
                Ok(()) => run(sdk, &program, &folder, &mut table)?,
                Err(Unavailable(reason)) => table.skip(sdk.name(), reason),
            }
        }
        Ok(table)
    }

    fn wants(&self, sdk: Sdk) -> bool {
        self.only.is_none_or(|only| only == sdk)
    }
}

/// Runs the cases of an SDK, each protocol against a service of its own.
fn run(sdk: Sdk, program: &Path, folder: &Path, table: &mut Table) -> io::Result<()> {
    for protocol in sdk.protocols() {
        let files = folder.join("files").join(sdk.name()).join(protocol.name());
        let emulator = Emulator::start(program, *protocol, &files)?;
        for case in sdk.programs(*protocol) {
            let output = process::run(&mut sdk.cases(case, folder, &emulator, &files))?;
            table.add(sdk.name(), &output);
        }
    }
    Ok(())
}
