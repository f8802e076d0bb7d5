//! What a job took: time, processor time of all threads, and what it asked of the allocator.

use std::alloc::System;
use std::time::Instant;

use nix::time::{ClockId, clock_gettime};
use serde::Serialize;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use crate::roles::Failure;

#[global_allocator]
static MEMORY: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What a job took. Times are nanoseconds.
#[derive(Debug, Serialize)]
pub(crate) struct Taken {
    wall_ns: u64,
    cpu_ns: u64,
    /// Allocations and reallocations.
    allocations: usize,
    /// The most memory the process has had, in KiB.
    peak_kib: u64,
}

/// Runs `work` and measures it.
pub(crate) fn measure(work: impl FnOnce() -> Result<(), Failure>) -> Result<Taken, Failure> {
    let region = Region::new(MEMORY);
    let cpu = cpu_ns()?;
    let began = Instant::now();
    work()?;
    let wall_ns = u64::try_from(began.elapsed().as_nanos())?;
    let cpu_ns = cpu_ns()? - cpu;
    let change = region.change();
    Ok(Taken {
        wall_ns,
        cpu_ns,
        allocations: change.allocations + change.reallocations,
        peak_kib: peak_kib()?,
    })
}

fn cpu_ns() -> Result<u64, Failure> {
    let time = clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID)?;
    Ok(u64::try_from(time.tv_sec())? * 1_000_000_000 + u64::try_from(time.tv_nsec())?)
}

/// `VmHWM` of this process.
fn peak_kib() -> Result<u64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.ok_or("no VmHWM in /proc/self/status")?.parse()?)
}
