//! Keeps a process on some of the cores.

use nix::sched::{CpuSet, sched_setaffinity};
use nix::unistd::Pid;

use crate::roles::Failure;

/// Threads made later inherit it.
pub(crate) fn to(cores: &[usize]) -> Result<(), Failure> {
    if cores.is_empty() {
        return Ok(());
    }
    let mut set = CpuSet::new();
    for core in cores {
        set.set(*core)?;
    }
    Ok(sched_setaffinity(Pid::from_raw(0), &set)?)
}
