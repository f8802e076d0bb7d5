//! Rounds of jobs, interleaved, so that what slows the machine down slows all of them.

use std::io;

use super::spread::Spread;
use super::worker::{Job, Taken, Worker};

/// A job of a figure: which worker does it, and how many calls or lists it makes.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) worker: usize,
    pub(super) job: Job,
    pub(super) calls: usize,
}

impl Part {
    /// For the first worker.
    pub(super) fn new(job: Job, calls: usize) -> Self {
        Self {
            worker: 0,
            job,
            calls,
        }
    }

    pub(super) fn on(self, worker: usize) -> Self {
        Self { worker, ..self }
    }
}

/// What the parts took, round by round, for each call.
pub(super) struct Rounds<const N: usize>(Vec<[Each; N]>);

/// What one call took. Times are microseconds.
#[derive(Clone, Copy, Default)]
pub(super) struct Each {
    pub(super) wall: f64,
    pub(super) cpu: f64,
    pub(super) allocations: f64,
}

impl Each {
    fn of(taken: Taken, calls: usize) -> Self {
        let calls = calls as f64;
        Self {
            wall: taken.wall_ns as f64 / 1e3 / calls,
            cpu: taken.cpu_ns as f64 / 1e3 / calls,
            allocations: taken.allocations as f64 / calls,
        }
    }
}

/// Runs all parts in each round, one round forwards, the next backwards, after one that only warms.
pub(super) fn run<const N: usize>(
    workers: &mut [Worker],
    parts: [Part; N],
    rounds: usize,
) -> io::Result<Rounds<N>> {
    let mut all = Vec::with_capacity(rounds);
    for round in 0..=rounds {
        let mut each = [Each::default(); N];
        for step in 0..N {
            let place = if round % 2 == 0 { step } else { N - 1 - step };
            let Part { worker, job, calls } = parts[place];
            each[place] = Each::of(workers[worker].run(job)?, calls);
        }
        if round > 0 {
            all.push(each);
        }
    }
    Ok(Rounds(all))
}

impl<const N: usize> Rounds<N> {
    /// A number of each round, and its spread.
    pub(super) fn spread(&self, number: impl Fn(&[Each; N]) -> f64) -> Spread {
        Spread::of(self.0.iter().map(number).collect())
    }
}
