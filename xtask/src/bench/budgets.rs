//! Counts of allocations against budgets: a gate that no slow machine can close.

use std::collections::BTreeMap;
use std::io;

use super::worker::{Cores, Job, Kind, Worker};
use super::{programs, say};
use crate::workspace;

const CALLS: usize = 50;
const ITEMS: usize = 2_000;

/// Counts everything in a debug build over ring, and says what is over its budget.
pub(super) fn check() -> io::Result<bool> {
    let file = workspace::root().join("bench/budgets.json");
    let budgets: BTreeMap<String, f64> = serde_json::from_slice(&std::fs::read(&file)?)?;
    let counted = count()?;
    let mut good = budgets.len() == counted.len();
    if !good {
        say(&format!(
            "{}: not the names that are counted",
            file.display()
        ));
    }
    for (name, count) in counted {
        let budget = budgets.get(name).copied().unwrap_or(0.0);
        let verdict = if count <= budget { "ok" } else { "OVER" };
        good &= count <= budget;
        say(&format!(
            "{name}: {count:.2} of {budget} allocations, {verdict}"
        ));
    }
    Ok(good)
}

/// The allocations of one call, or of one item.
fn count() -> io::Result<Vec<(&'static str, f64)>> {
    let mut worker = Worker::start(&programs::debug()?, Cores::All)?;
    let gets = |at_once, same| Job::Gets {
        calls: CALLS,
        at_once,
        threads: 1,
        same,
    };
    let list = |kind| Job::List {
        kind,
        items: ITEMS,
        prefetch: false,
    };
    let jobs = [
        ("a signature", Job::Sign { times: CALLS }, CALLS),
        ("a get", gets(1, false), CALLS),
        ("a get whose signature is known", gets(1, true), CALLS),
        ("a summary in a list", list(Kind::Summaries), ITEMS),
        ("a log line in a list", list(Kind::Logs), ITEMS),
    ];
    let count = |(name, job, each)| {
        // The first time also connects.
        worker.run(job)?;
        let taken = worker.run(job)?;
        Ok((name, taken.allocations as f64 / each as f64))
    };
    jobs.into_iter().map(count).collect()
}
