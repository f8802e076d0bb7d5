//! The project's own tasks: `cargo xtask help`.

mod alone;
mod api;
#[cfg(target_os = "linux")]
mod bench;
mod catalog;
mod codegen;
mod features;
mod interop;
mod layers;
mod library;
mod packages;
#[cfg(unix)]
mod picture;
mod program;
#[cfg(unix)]
mod reliability;
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
    /// Write the model types from their OpenAPI document, and the catalogue from its data, or check that they are fresh.
    Codegen(codegen::Codegen),
    /// Check that no crate depends on what its layer must not know.
    Layers,
    /// Call the emulator with the official SDKs for Python and Node, where they can be had.
    Interop(interop::Interop),
    /// Run the command line against everything that can go wrong, and write the table of it.
    #[cfg(unix)]
    Reliability(reliability::Reliability),
    /// Draw README's picture of `watch` from a real run.
    #[cfg(unix)]
    Picture,
    /// Measure what calls cost beside the floors beneath them, or check the budgets of allocations.
    #[cfg(target_os = "linux")]
    Bench(bench::Bench),
    /// Test each library crate by itself, without optional features.
    Alone,
    /// Check that each feature of each library compiles without the others.
    Features,
    /// Check that each crate can be packed, and that its package says what it is.
    Packages,
    /// Write the public items of each library into its `api.txt`, or show what differs.
    Api(api::Api),
}

fn main() -> ExitCode {
    if let Some(code) = api::stand_in() {
        return code;
    }
    match Args::parse().task {
        Task::Codegen(task) => task.run(),
        Task::Layers => layers::run(),
        Task::Alone => alone::run(),
        #[cfg(target_os = "linux")]
        Task::Bench(task) => task.run(),
        Task::Features => features::run(),
        Task::Packages => packages::run(),
        Task::Api(task) => task.run(),
        Task::Interop(task) => task.run(),
        #[cfg(unix)]
        Task::Reliability(task) => task.run(),
        #[cfg(unix)]
        Task::Picture => picture::run(),
    }
}
