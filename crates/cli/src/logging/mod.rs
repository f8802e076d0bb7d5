//! What the layers beneath say about their work, on stderr.
//!
//! Never on stdout, and never key material: the layers keep it out of their events.

#[cfg(feature = "otlp")]
mod otlp;

use std::io;
use std::sync::OnceLock;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::reload::Handle;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Registry, fmt, reload};
use work_requests::Env;

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

/// Exports spans until it is dropped; nothing in programs without an exporter.
#[cfg(feature = "otlp")]
pub(crate) type Export = Option<otlp::Exporter>;
/// Exports spans until it is dropped; nothing in programs without an exporter.
#[cfg(not(feature = "otlp"))]
pub(crate) struct Export;

/// Starts logging as `-v` asks for; without it only warnings are told, with `--quiet` nothing.
/// Exports spans where the environment names a collector.
#[cfg_attr(
    not(feature = "otlp"),
    expect(unused_variables, reason = "there is no exporter")
)]
pub(crate) fn start(verbose: u8, screen: Screen, env: &Env) -> Export {
    let filter = match verbose {
        0 if screen.quiet => NOTHING,
        0 => WARNINGS,
        1 => CALLS,
        _ => CONNECTIONS,
    };
    // Of the log alone: what is exported does not depend on what is said.
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
    let lines = lines.with_filter(filter).boxed();
    // Only one log is ever started, so nothing is in the way.
    let _ = FILTER.set(handle);
    #[cfg(feature = "otlp")]
    {
        let (exporter, spans) = otlp::Exporter::start(env).unzip();
        let layers = std::iter::once(lines).chain(spans).collect::<Vec<_>>();
        tracing_subscriber::registry().with(layers).init();
        exporter
    }
    #[cfg(not(feature = "otlp"))]
    {
        tracing_subscriber::registry().with(lines).init();
        Export
    }
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
