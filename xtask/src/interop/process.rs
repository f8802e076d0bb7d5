//! Running a program within a time limit.

use std::io;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use wait_timeout::ChildExt as _;

/// Longer than any of them should take, downloads included.
const LIMIT: Duration = Duration::from_secs(300);

/// What it printed. A program that ends badly, or not in time, is an error with what it said.
pub(super) fn run(command: &mut Command) -> io::Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    command.stdin(Stdio::null());
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let stdout = thread::spawn(|| text(stdout));
    let stderr = thread::spawn(|| text(stderr));
    let status = child.wait_timeout(LIMIT)?;
    if status.is_none() {
        child.kill()?;
        child.wait()?;
    }
    let (stdout, stderr) = (joined(stdout), joined(stderr));
    match status {
        Some(status) if status.success() => Ok(stdout),
        Some(status) => Err(io::Error::other(format!(
            "{name}: {status}\n{stdout}{stderr}"
        ))),
        None => Err(io::Error::other(format!(
            "{name} did not end in {} s\n{stdout}{stderr}",
            LIMIT.as_secs()
        ))),
    }
}

fn text(pipe: Option<impl io::Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        // What was read before a fault is worth showing.
        let _ = pipe.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn joined(reader: thread::JoinHandle<String>) -> String {
    reader.join().unwrap_or_default()
}
