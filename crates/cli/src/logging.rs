//! What the layers beneath say about their work, on stderr.
//!
//! Never on stdout, and never key material: the layers keep it out of their events.

use std::io;
use std::sync::OnceLock;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::reload::Handle;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Registry, fmt, reload};

use crate::output::Screen;

/// What is told, by the beginnings of targets; anything else is not. No filter from a text: that
/// takes regular expressions, which take longer to make than a signature.
type Told = &'static [(&'static str, LevelFilter)];

/// Nothing at all.
const NOTHING: Told = &[];
/// Warnings of our own crates, whose targets all begin so.
const WARNINGS: Told = &[("work_requests", LevelFilter::WARN)];
/// Calls and attempts.
const CALLS: Told = &[("work_requests", LevelFilter::DEBUG)];
/// Connections too.
const CONNECTIONS: Told = &[
    ("work_requests", LevelFilter::TRACE),
    ("hyper_util", LevelFilter::DEBUG),
];

/// The filter in place; there is one log, as there is one stderr.
static FILTER: OnceLock<Handle<Targets, Registry>> = OnceLock::new();

/// Starts logging as `-v` asks for; without it only warnings are told, with `--quiet` nothing.
pub(crate) fn start(verbose: u8, screen: Screen) {
    let filter = match verbose {
        0 if screen.quiet => NOTHING,
        0 => WARNINGS,
        1 => CALLS,
        _ => CONNECTIONS,
    };
    let (filter, handle) = reload::Layer::new(targets(filter));
    let lines = fmt::layer()
        .with_writer(io::stderr)
        // It would report a closed stderr on stderr, and panic over that.
        .log_internal_errors(false)
        .with_ansi(screen.err.is_colored());
    let lines = match verbose {
        // A warning stands among our own remarks and should read as one.
        0 => lines.without_time().with_target(false).compact().boxed(),
        _ => lines.boxed(),
    };
    tracing_subscriber::registry()
        .with(filter)
        .with(lines)
        .init();
    // Only one log is ever started, so nothing is in the way.
    let _ = FILTER.set(handle);
}

/// Says from now on what is called, as `-v` does; for profiles with `log_requests`.
pub(crate) fn raise() {
    refilter(CALLS);
}

/// Says nothing from now on: a line between rows that are drawn over would tear both. The rows
/// tell of failed reads themselves.
pub(crate) fn hush() {
    refilter(NOTHING);
}

fn targets(told: Told) -> Targets {
    Targets::new().with_targets(told.iter().copied())
}

fn refilter(filter: Told) {
    if let Some(handle) = FILTER.get() {
        // Only a log that is gone cannot be changed, and then nobody reads it.
        let _ = handle.reload(targets(filter));
    }
}
