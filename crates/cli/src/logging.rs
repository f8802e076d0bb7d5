//! What the layers beneath say about their work, on stderr.
//!
//! Never on stdout, and never key material: the layers keep it out of their events.

use std::io;

use tracing_subscriber::EnvFilter;

use crate::output::Screen;

/// Warnings of our own crates, whose targets all begin so.
const WARNINGS: &str = "work_requests=warn";
/// Calls and attempts.
const CALLS: &str = "work_requests=debug";
/// Connections too.
const CONNECTIONS: &str = "work_requests=trace,hyper_util=debug";

/// Starts logging as `-v` asks for; without it only warnings are told, with `--quiet` nothing.
///
/// Warnings between rows that are drawn over would tear both, and the rows tell of failed reads
/// themselves, so there are none then.
pub(crate) fn start(verbose: u8, draws_rows: bool, screen: Screen) {
    let filter = match verbose {
        0 if screen.quiet || draws_rows => return,
        0 => WARNINGS,
        1 => CALLS,
        _ => CONNECTIONS,
    };
    let builder = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(io::stderr)
        // It would report a closed stderr on stderr, and panic over that.
        .log_internal_errors(false)
        .with_ansi(screen.err.is_colored());
    match verbose {
        // A warning stands among our own remarks and should read as one.
        0 => builder.without_time().with_target(false).compact().init(),
        _ => builder.init(),
    }
}
