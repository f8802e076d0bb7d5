//! The project's own program.

use std::io;
use std::path::PathBuf;
use std::process::Command;

use crate::workspace;

/// Builds the command line; where it is.
pub(crate) fn build() -> io::Result<PathBuf> {
    let mut build = Command::new(env!("CARGO"));
    build.current_dir(workspace::root());
    build.args(["build", "--locked", "--quiet", "-p", "work-requests-cli"]);
    if !build.status()?.success() {
        return Err(io::Error::other("the command line does not build"));
    }
    let name = format!("work-requests{}", std::env::consts::EXE_SUFFIX);
    Ok(workspace::target().join("debug").join(name))
}
