//! The roles; one for each process.

mod documents;
mod jobs;
mod launch;
mod meter;
mod pin;
mod serve;
mod work;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Every failure ends a role, with its reason on stderr.
type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Parser)]
struct Args {
    /// The cores that the role may use, such as `0` or `0,1`; all of them unless given.
    #[arg(long, value_delimiter = ',')]
    cores: Vec<usize>,
    #[command(subcommand)]
    role: Role,
}

#[derive(Subcommand)]
enum Role {
    /// Answers as the service does, without looking at signatures; prints its endpoint.
    Serve,
    /// Runs the jobs it reads from stdin, a JSON object a line, and prints what each took.
    Work {
        /// Where the mock service is.
        endpoint: String,
    },
    /// Runs a program again and again, and prints what its starts took.
    Launch(launch::Launch),
}

pub(crate) fn main() -> ExitCode {
    match run(Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprint(&*error);
            ExitCode::FAILURE
        }
    }
}

fn run(args: Args) -> Result<(), Failure> {
    pin::to(&args.cores)?;
    match args.role {
        Role::Serve => serve::run(),
        Role::Work { endpoint } => work::run(&endpoint),
        Role::Launch(launch) => launch.run(),
    }
}

fn eprint(error: &(dyn std::error::Error + 'static)) {
    use std::io::Write as _;
    // Nobody is left to tell when stderr is closed.
    let _ = writeln!(std::io::stderr(), "{error}");
}
