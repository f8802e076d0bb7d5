//! `cargo xtask alone`: each library crate builds and passes its tests without its neighbours'
//! features, and without its own optional ones.

use std::io::{self, Write};
use std::process::{Command, ExitCode};

use crate::workspace;

const LIBRARIES: [&str; 10] = [
    "work-requests-models",
    "work-requests-signing",
    "work-requests-auth",
    "work-requests-config",
    "work-requests-resilience",
    "work-requests-transport",
    "work-requests-catalog",
    "work-requests-codegen",
    "work-requests-emulator",
    "work-requests",
];

/// Stops at the first crate that fails, and names it.
pub(crate) fn run() -> ExitCode {
    for package in LIBRARIES {
        if let Err(error) = test(package) {
            // Nobody is left to tell when stderr is closed.
            let _ = writeln!(io::stderr(), "{package} does not stand alone: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn test(package: &str) -> io::Result<()> {
    let status = Command::new(env!("CARGO"))
        .current_dir(workspace::root())
        .args([
            "test",
            "--locked",
            "--no-default-features",
            "--lib",
            "--tests",
            "-p",
            package,
        ])
        // Whether it stands alone does not take many; the tests of the workspace try them all.
        .env("PROPTEST_CASES", "16")
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err(io::Error::other(status.to_string()))
    }
}
