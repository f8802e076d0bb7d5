//! The project's own program.

use std::io;
use std::path::PathBuf;
use std::process::Command;

use crate::workspace;

/// Builds the command line; where it is. It is the one that its own tests run, so that it is not
/// compiled twice with other features of what is beneath it.
pub(crate) fn build() -> io::Result<PathBuf> {
    let options = ["test", "--workspace", "--no-run", "--test", "cli"];
    build_as("debug", &options)
}

/// Builds it as it is released.
#[cfg(unix)]
pub(crate) fn build_release() -> io::Result<PathBuf> {
    build_as(
        "release",
        &["build", "-p", "work-requests-cli", "--release"],
    )
}

fn build_as(profile: &str, options: &[&str]) -> io::Result<PathBuf> {
    let mut build = Command::new(env!("CARGO"));
    build.current_dir(workspace::root());
    build.args(options).args(["--locked", "--quiet"]);
    if !build.status()?.success() {
        return Err(io::Error::other("the command line does not build"));
    }
    let name = format!("work-requests{}", std::env::consts::EXE_SUFFIX);
    Ok(workspace::target().join(profile).join(name))
}
