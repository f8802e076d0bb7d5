//! rustdoc's description of the libraries as JSON.
//!
//! The stable toolchain writes it too, when rustdoc is allowed unstable options. Only rustdoc is: were
//! cargo run with `RUSTC_BOOTSTRAP`, build scripts would see it, and everything would be built anew.
//! So this program stands in for rustdoc, and sets it for the real one.

use std::env;
use std::io;
use std::process::{Command, ExitCode};

use crate::library::cargo;

/// Names the real rustdoc to the program that stands in for it.
const REAL: &str = "WORK_REQUESTS_XTASK_RUSTDOC";

/// Writes `target/doc/NAME.json` for each library, with all features.
pub(super) fn describe() -> io::Result<()> {
    let real = env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into());
    let status = cargo()
        .args([
            "doc",
            "--workspace",
            "--lib",
            "--no-deps",
            "--all-features",
            "--locked",
            "--quiet",
        ])
        .env("RUSTDOC", env::current_exe()?)
        .env(REAL, real)
        .env("RUSTDOCFLAGS", "-Z unstable-options --output-format json")
        .status()?;
    match status.success() {
        true => Ok(()),
        false => Err(io::Error::other("rustdoc could not describe the libraries")),
    }
}

/// Does what rustdoc does, if this process was started as one.
pub(crate) fn stand_in() -> Option<ExitCode> {
    let real = env::var_os(REAL)?;
    let mut rustdoc = Command::new(real);
    rustdoc
        .args(env::args_os().skip(1))
        .env("RUSTC_BOOTSTRAP", "1")
        .env_remove(REAL);
    let code = rustdoc.status().ok().and_then(|status| status.code());
    Some(
        code.and_then(|code| u8::try_from(code).ok())
            .map_or(ExitCode::FAILURE, ExitCode::from),
    )
}
