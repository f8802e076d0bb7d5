//! What starting a program costs.

use std::process::{Command, Stdio};
use std::time::Instant;

use clap::Args;
use nix::sys::resource::{UsageWho, getrusage};

use crate::roles::Failure;

/// Runs a program again and again, from a process that is itself small: a child's peak memory
/// counts what its parent had when it was made.
#[derive(Args)]
pub(crate) struct Launch {
    /// How often.
    #[arg(long)]
    times: u32,
    /// The program and its arguments.
    #[arg(trailing_var_arg = true, required = true, allow_hyphen_values = true)]
    command: Vec<String>,
}

impl Launch {
    /// Prints one JSON object: the nanoseconds of each start, and the most memory of any, in KiB.
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let starts = (0..self.times)
            .map(|_| self.start())
            .collect::<Result<Vec<_>, _>>()?;
        let peak = getrusage(UsageWho::RUSAGE_CHILDREN)?.max_rss();
        println!(
            "{}",
            serde_json::json!({"starts_ns": starts, "peak_kib": peak})
        );
        Ok(())
    }

    fn start(&self) -> Result<u64, Failure> {
        let (program, arguments) = self.command.split_first().ok_or("no program")?;
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::inherit());
        let began = Instant::now();
        let status = command.status()?;
        let took = u64::try_from(began.elapsed().as_nanos())?;
        match status.success() {
            true => Ok(took),
            false => Err(format!("{program}: {status}").into()),
        }
    }
}
