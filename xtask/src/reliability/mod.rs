//! `cargo xtask reliability`: everything that can go wrong, and what comes of it.
//!
//! Each case is a run of the real command line against an emulator of its own that misbehaves on
//! order. The table in `docs/reliability.md` is written from the runs.

mod case;
mod cases;
mod library;
mod run;
mod table;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use tokio::task::JoinSet;

use crate::{program, workspace};
use case::Case;
use run::Outcome;

/// Cases that run at a time: most wait for something.
const AT_ONCE: usize = 6;

/// The table of what can go wrong.
#[derive(Args)]
pub(crate) struct Reliability {
    /// Run the cases and write nothing; with the program as it is built for tests
    #[arg(long)]
    check: bool,
    /// Run the cases whose name or group contains this, and write nothing
    #[arg(long)]
    only: Option<String>,
}

impl Reliability {
    /// Fails if a case does not end as it must.
    pub(crate) fn run(self) -> ExitCode {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build();
        let done = runtime.and_then(|runtime| runtime.block_on(self.done()));
        match done {
            Ok(0) => ExitCode::SUCCESS,
            Ok(_) => ExitCode::FAILURE,
            Err(error) => {
                // Nobody is left to tell when stderr is closed.
                let _ = writeln!(io::stderr(), "reliability cannot run: {error}");
                ExitCode::FAILURE
            }
        }
    }

    /// How many cases went wrong.
    async fn done(self) -> io::Result<usize> {
        let writes = !self.check && self.only.is_none();
        let program = match writes {
            true => program::build_release()?,
            false => program::build()?,
        };
        let plain = run::run(&program, &Case::get("idle", "a plain call", "0 x1")).await?;
        let wanted = |case: &Case| match &self.only {
            Some(text) => case.name.contains(text.as_str()) || case.group.contains(text.as_str()),
            None => true,
        };
        let cases: Vec<_> = cases::all().into_iter().filter(wanted).collect();
        let mut outcomes = all(&program, cases).await?;
        outcomes.sort_by_key(|(number, ..)| *number);
        let mut wrong = 0;
        let mut report = io::stderr();
        for (_, case, outcome) in &outcomes {
            let faults = outcome.faults(case, plain.memory);
            if !faults.is_empty() {
                wrong += 1;
                let faults = faults.join("; ");
                writeln!(
                    report,
                    "{}: {}: {faults}\n  {} x{}\n{}\n",
                    case.group,
                    case.name,
                    outcome.words(),
                    outcome.attempts,
                    outcome.said()
                )?;
            }
        }
        writeln!(
            report,
            "{} of {} cases end as they must",
            outcomes.len() - wrong,
            outcomes.len()
        )?;
        if writes && wrong == 0 {
            let table = table::render(&outcomes, plain.memory);
            std::fs::write(workspace::root().join("docs/reliability.md"), table)?;
        }
        Ok(wrong)
    }
}

async fn all(program: &Path, cases: Vec<Case>) -> io::Result<Vec<(usize, Case, Outcome)>> {
    let program: Arc<Path> = program.into();
    let mut outcomes = Vec::with_capacity(cases.len());
    let mut running = JoinSet::new();
    for (number, case) in cases.into_iter().enumerate() {
        if running.len() == AT_ONCE
            && let Some(ended) = running.join_next().await
        {
            outcomes.push(ended.map_err(io::Error::other)??);
        }
        let program = program.clone();
        running.spawn(async move {
            let outcome = match case.of_library {
                true => library::run(&case).await?,
                false => run::run(&program, &case).await?,
            };
            Ok::<_, io::Error>((number, case, outcome))
        });
    }
    while let Some(ended) = running.join_next().await {
        outcomes.push(ended.map_err(io::Error::other)??);
    }
    Ok(outcomes)
}
