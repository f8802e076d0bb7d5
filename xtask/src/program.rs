//! The project's own program.

use std::io;
use std::path::PathBuf;
use std::process::Command;

use crate::workspace;

/// Builds the command line; where it is. It shares what the tests of the workspace are made of, so
/// that they need not be compiled twice.
pub(crate) fn build() -> io::Result<PathBuf> {
    build_as("debug", &["--workspace", "--bin", "work-requests"])
}

/// Builds it as it is released.
#[cfg(unix)]
pub(crate) fn build_release() -> io::Result<PathBuf> {
    build_as("release", &["-p", "work-requests-cli", "--release"])
}

fn build_as(profile: &str, options: &[&str]) -> io::Result<PathBuf> {
    let mut build = Command::new(env!("CARGO"));
    build.current_dir(workspace::root());
    build.args(["build", "--locked", "--quiet"]).args(options);
    if !build.status()?.success() {
        return Err(io::Error::other("the command line does not build"));
    }
    let name = format!("work-requests{}", std::env::consts::EXE_SUFFIX);
    Ok(workspace::target().join(profile).join(name))
}
