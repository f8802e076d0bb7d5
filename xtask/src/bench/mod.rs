//! `cargo xtask bench`: what calls cost, beside the floors beneath them, in one run on one machine.

mod budgets;
mod figures;
mod launch;
mod pairs;
mod plot;
mod programs;
mod report;
mod scaling;
mod spread;
mod starts;
mod worker;

use std::io;
use std::process::ExitCode;

use clap::Args;

use crate::workspace;
use programs::Programs;
use report::Report;

/// Interleaved rounds of every figure.
const ROUNDS: usize = 15;

#[derive(Args)]
pub(crate) struct Bench {
    /// Only hold the counts of allocations against their budgets: no times, any machine will do.
    #[arg(long)]
    check: bool,
    /// Print the table, and leave `docs/performance.md` and its picture as they are.
    #[arg(long)]
    print: bool,
    /// Rounds of every figure.
    #[arg(long, default_value_t = ROUNDS)]
    rounds: usize,
    /// Measure what an earlier run has built.
    #[arg(long)]
    built: bool,
    /// The most items and calls of the picture.
    #[arg(long, default_value_t = 100_000)]
    most: usize,
}

impl Bench {
    pub(crate) fn run(&self) -> ExitCode {
        let outcome = if self.check {
            budgets::check()
        } else {
            self.measure().map(|()| true)
        };
        match outcome {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                say(&format!("bench: {error}"));
                ExitCode::FAILURE
            }
        }
    }

    fn measure(&self) -> io::Result<()> {
        let programs = Programs::new();
        if !self.built {
            say("building, optimised, once for each provider");
            programs.build()?;
        }
        let mut report = Report::default();
        figures::all(&programs, self.rounds.max(1), &mut report)?;
        starts::all(&programs, self.rounds.max(1), &mut report)?;
        let scale = scaling::measure(&programs, self.most)?;
        print(&report.table());
        if self.print {
            return Ok(());
        }
        let docs = workspace::root().join("docs");
        report.write_into(&docs.join("performance.md"))?;
        std::fs::write(docs.join("images/scaling.svg"), plot::drawn(&scale))
    }
}

/// Progress, for people.
fn say(text: &str) {
    use std::io::Write as _;
    // Nobody is left to tell when stderr is closed.
    let _ = writeln!(io::stderr(), "{text}");
}

fn print(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(io::stdout(), "{text}");
}
