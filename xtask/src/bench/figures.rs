//! The figures of calls and lists, for each provider of signatures.

use std::io;
use std::path::Path;

use super::pairs::{self, Part};
use super::programs::Programs;
use super::report::{Line, Report};
use super::say;
use super::worker::{Cores, Job, Kind, Worker};

/// Calls of a round.
const CALLS: usize = 100;
const AT_ONCE: usize = 64;
const CALLS_AT_ONCE: usize = 10 * AT_ONCE;
const ITEMS: usize = 10_000;
/// Requests that so many items take: pages of a thousand.
const PAGES: usize = 10;

pub(super) fn all(programs: &Programs, rounds: usize, report: &mut Report) -> io::Result<()> {
    for (provider, program) in [("ring", &programs.ring), ("aws-lc-rs", &programs.aws_lc)] {
        of_provider(provider, program, rounds, report)?;
    }
    Ok(())
}

fn of_provider(
    provider: &'static str,
    program: &Path,
    rounds: usize,
    report: &mut Report,
) -> io::Result<()> {
    say(&format!("{provider}: calls and lists"));
    let mut workers = [
        Worker::start(program, Cores::Apart)?,
        Worker::start(program, Cores::All)?,
    ];
    report.section(provider);
    sequential(&mut workers, rounds, report)?;
    identical(&mut workers, rounds, report)?;
    at_once(&mut workers, rounds, report)?;
    both_cores(&mut workers, 1, rounds, report)?;
    both_cores(&mut workers, 2, rounds, report)?;
    for kind in [Kind::Summaries, Kind::Logs] {
        list(&mut workers, kind, rounds, report)?;
    }
    Ok(())
}

fn sign() -> Part {
    Part::new(Job::Sign { times: CALLS }, CALLS)
}

fn raw(calls: usize, at_once: usize, threads: usize, signed: bool) -> Part {
    let job = Job::RawGets {
        calls,
        at_once,
        threads,
        signed,
    };
    Part::new(job, calls)
}

fn gets(calls: usize, at_once: usize, threads: usize, same: bool) -> Part {
    let job = Job::Gets {
        calls,
        at_once,
        threads,
        same,
    };
    Part::new(job, calls)
}

fn sequential(workers: &mut [Worker], rounds: usize, report: &mut Report) -> io::Result<()> {
    let parts = [
        sign(),
        raw(CALLS, 1, 1, false),
        raw(CALLS, 1, 1, true),
        gets(CALLS, 1, 1, false),
    ];
    let all = pairs::run(workers, parts, rounds)?;
    report.add(Line::floor(
        "a signature",
        all.spread(|[sign, ..]| sign.wall),
    ));
    report.add(Line::floor(
        "a get of raw hyper",
        all.spread(|[_, raw, ..]| raw.wall),
    ));
    report.add(Line::floor(
        "a signature and a get of raw hyper in turn",
        all.spread(|[_, _, signed, _]| signed.wall),
    ));
    report.add(
        Line::new("sequential gets", all.spread(|[.., get]| get.wall))
            .ratio(
                "of the rate of signature + raw hyper",
                all.spread(|[sign, raw, _, get]| (sign.wall + raw.wall) / get.wall),
            )
            .at_least(0.92),
    );
    report.add(
        Line::new("the same, processor time", all.spread(|[.., get]| get.cpu)).ratio(
            "of that of both in turn",
            all.spread(|[_, _, signed, get]| get.cpu / signed.cpu),
        ),
    );
    report.add(
        Line::counted(
            "allocations of a get",
            all.spread(|[.., get]| get.allocations),
        )
        .ratio(
            "those of raw hyper, which are in it",
            all.spread(|[_, raw, ..]| raw.allocations),
        )
        .value_at_most(60.0),
    );
    Ok(())
}

fn identical(workers: &mut [Worker], rounds: usize, report: &mut Report) -> io::Result<()> {
    let parts = [raw(2 * CALLS, 1, 1, false), gets(2 * CALLS, 1, 1, true)];
    let all = pairs::run(workers, parts, rounds)?;
    report.add(
        Line::new(
            "identical gets within a second",
            all.spread(|[_, get]| get.wall),
        )
        .ratio(
            "µs more than raw hyper",
            all.spread(|[raw, get]| get.wall - raw.wall),
        )
        .at_most(25.0),
    );
    Ok(())
}

fn at_once(workers: &mut [Worker], rounds: usize, report: &mut Report) -> io::Result<()> {
    let parts = [
        sign(),
        raw(CALLS_AT_ONCE, AT_ONCE, 1, false),
        gets(CALLS_AT_ONCE, AT_ONCE, 1, false),
    ];
    let all = pairs::run(workers, parts, rounds)?;
    report.add(
        Line::new(
            "64 gets in flight, one core",
            all.spread(|[.., get]| get.wall),
        )
        .ratio(
            "of the rate of signature + raw hyper",
            all.spread(|[sign, raw, get]| (sign.wall + raw.wall) / get.wall),
        )
        .at_least(0.92),
    );
    Ok(())
}

/// With all cores for client and service together; `threads` are the runtime's.
fn both_cores(
    workers: &mut [Worker],
    threads: usize,
    rounds: usize,
    report: &mut Report,
) -> io::Result<()> {
    let parts = [
        sign().on(1),
        raw(CALLS_AT_ONCE, AT_ONCE, threads, false).on(1),
        gets(CALLS_AT_ONCE, AT_ONCE, 1, false),
        gets(CALLS_AT_ONCE, AT_ONCE, threads, false).on(1),
    ];
    let all = pairs::run(workers, parts, rounds)?;
    let runtime = match threads {
        1 => "runtime of one thread",
        _ => "runtime of two threads",
    };
    report.add(
        Line::new(
            format!("64 gets in flight, all cores, {runtime}"),
            all.spread(|[.., get]| get.wall),
        )
        .ratio(
            "times the rate of one core",
            all.spread(|[_, _, one, all]| one.wall / all.wall),
        )
        .at_least(1.5),
    );
    report.add(
        Line::new("the same, processor time", all.spread(|[.., get]| get.cpu))
            .ratio(
                "times signature + raw hyper",
                all.spread(|[sign, raw, _, get]| get.cpu / (sign.cpu + raw.cpu)),
            )
            .at_most(1.1),
    );
    Ok(())
}

fn list(workers: &mut [Worker], kind: Kind, rounds: usize, report: &mut Report) -> io::Result<()> {
    let list = |prefetch| {
        let job = Job::List {
            kind,
            items: ITEMS,
            prefetch,
        };
        Part::new(job, 1)
    };
    let parts = [
        Part::new(Job::Sign { times: PAGES }, 1),
        Part::new(Job::RawList { kind, items: ITEMS }, 1),
        list(false),
        list(true),
    ];
    let all = pairs::run(workers, parts, rounds)?;
    let what = match kind {
        Kind::Summaries => "10,000 summaries",
        Kind::Logs => "10,000 log lines",
    };
    let floor = "times raw hyper + serde + 10 signatures";
    let line = Line::new(what, all.spread(|[_, _, list, _]| list.wall)).ratio(
        floor,
        all.spread(|[sign, raw, list, _]| list.wall / (sign.wall + raw.wall)),
    );
    report.add(match kind {
        Kind::Summaries => line.at_most(1.15),
        Kind::Logs => line,
    });
    report.add(
        Line::new(
            format!("{what}, next page ahead"),
            all.spread(|[.., ahead]| ahead.wall),
        )
        .ratio(
            floor,
            all.spread(|[sign, raw, _, ahead]| ahead.wall / (sign.wall + raw.wall)),
        ),
    );
    Ok(())
}
