//! Starts of a program, through the `launch` role of the benchmarks.

use std::io;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

/// What some starts took.
#[derive(Debug, Deserialize)]
pub(super) struct Launched {
    pub(super) starts_ns: Vec<u64>,
    pub(super) peak_kib: u64,
}

/// Starts `command` so often, one after the other, and waits for each to end well.
pub(super) fn launch(by: &Path, times: usize, command: &[&str]) -> io::Result<Launched> {
    let mut launch = Command::new(by);
    launch.args(["launch", "--times", &times.to_string(), "--"]);
    let output = launch.args(command).env_remove("HTTP_PROXY").output()?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(io::Error::other(why));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
