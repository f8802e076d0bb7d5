//! What `cargo xtask bench` runs. Each role is a process of its own, so that the mock service, the
//! floors and the client never share a heap, a runtime or, where they are pinned, a core.
#![allow(clippy::print_stdout, reason = "the driver reads what a role prints")]

use std::process::ExitCode;

#[cfg(target_os = "linux")]
mod roles;

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    roles::main()
}

/// Cores, processor time and memory are read in Linux's ways.
#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    ExitCode::FAILURE
}
