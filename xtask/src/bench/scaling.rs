//! How cost grows with the work: from one item or call to a hundred thousand.

use std::io;

use super::programs::Programs;
use super::say;
use super::spread::Spread;
use super::worker::{Cores, Job, Kind, Worker};

/// What is listed, and how many gets are made. Gets cost a signature each, so that there are fewer.
const ITEMS: [usize; 6] = [1, 10, 100, 1_000, 10_000, 100_000];

/// Cost for each item, at so many.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub(super) items: usize,
    pub(super) us_each: f64,
    /// The most memory that the process has had, over what it had at first.
    pub(super) bytes_each: f64,
}

/// A line of points.
#[derive(Debug)]
pub(super) struct Curve {
    pub(super) name: &'static str,
    pub(super) points: Vec<Point>,
}

pub(super) fn measure(programs: &Programs, most: usize) -> io::Result<Vec<Curve>> {
    say("scaling, from one item or call on");
    let list = |kind| {
        move |items| Job::List {
            kind,
            items,
            prefetch: false,
        }
    };
    Ok(vec![
        curve(programs, most, "summaries", list(Kind::Summaries))?,
        curve(programs, most, "log lines", list(Kind::Logs))?,
        curve(programs, most, "gets, 64 in flight", |calls| Job::Gets {
            calls,
            at_once: 64.min(calls),
            threads: 1,
            same: false,
        })?,
    ])
}

fn curve(
    programs: &Programs,
    most: usize,
    name: &'static str,
    job: impl Fn(usize) -> Job,
) -> io::Result<Curve> {
    let sizes = ITEMS.iter().filter(|items| **items <= most);
    let points = sizes.map(|items| point(programs, *items, job(*items)));
    let points = points.collect::<io::Result<_>>()?;
    Ok(Curve { name, points })
}

/// A process of its own for each point: memory once had is never given back in full.
fn point(programs: &Programs, items: usize, job: Job) -> io::Result<Point> {
    let mut worker = Worker::start(&programs.aws_lc, Cores::Apart)?;
    let before = worker.run(Job::Sign { times: 1 })?;
    let repeats = (1_000 / items).clamp(1, 25);
    let all = (0..repeats)
        .map(|_| worker.run(job))
        .collect::<io::Result<Vec<_>>>()?;
    let each = |number: u64| number as f64 / items as f64;
    let last = all.last().copied().unwrap_or(before);
    let peak = last.peak_kib.saturating_sub(before.peak_kib) * 1024;
    let times = all.iter().map(|taken| each(taken.wall_ns) / 1e3).collect();
    Ok(Point {
        items,
        us_each: Spread::of(times).median,
        bytes_each: each(peak),
    })
}
