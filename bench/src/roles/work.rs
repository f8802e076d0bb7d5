//! Reads jobs, runs them, prints what they took.

use std::io::{BufRead as _, Write as _};

use crate::roles::jobs::{Bench, Job};
use crate::roles::{Failure, meter};

pub(crate) fn run(endpoint: &str) -> Result<(), Failure> {
    let bench = Bench::new(endpoint)?;
    let mut stdout = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let job: Job = serde_json::from_str(&line?)?;
        let taken = meter::measure(|| bench.run(job))?;
        writeln!(stdout, "{}", serde_json::to_string(&taken)?)?;
        stdout.flush()?;
    }
    Ok(())
}

/// Returns when stdin has closed.
pub(crate) fn wait_for_end() {
    // Whatever it says or fails with, it is over when nothing more comes.
    let _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
}
