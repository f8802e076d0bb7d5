//! The project's own tasks: `cargo xtask help`.

mod codegen;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's own tasks.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Write the model types from their OpenAPI document, or check that they are fresh.
    Codegen(codegen::Codegen),
}

fn main() -> ExitCode {
    match Args::parse().task {
        Task::Codegen(task) => task.run(),
    }
}
