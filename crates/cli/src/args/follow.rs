//! `wait` and `watch`

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::values::{interval_seconds, limit_seconds};

/// Wait until work requests end; exit with 0 only if all succeeded
#[derive(Debug, Args)]
pub(crate) struct WaitArgs {
    /// OCIDs of the work requests; `-` reads them from stdin, separated by white space
    #[arg(
        required_unless_present = "resume",
        conflicts_with = "resume",
        value_name = "ID"
    )]
    pub(crate) ids: Vec<String>,

    /// Keep in this file how far it has come, so that another process can go on
    #[arg(long, value_name = "FILE")]
    pub(crate) save: Option<PathBuf>,

    /// Go on with a wait that --save has kept, in the same file; its time limit holds
    #[arg(long, value_name = "FILE", conflicts_with = "timeout")]
    pub(crate) resume: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) pace: PaceArgs,
}

/// Follow work requests until they end, whatever the outcome
///
/// Without IDs it follows those of the compartment that are under way, and new ones as they come;
/// with --emulator and nothing named, every work request of the demo.
#[derive(Debug, Args)]
pub(crate) struct WatchArgs {
    /// OCIDs of the work requests; `-` reads them from stdin, separated by white space
    #[arg(value_name = "ID", conflicts_with = "compartment_id")]
    pub(crate) ids: Vec<String>,

    /// Follow what is under way in this compartment [default: the profile's tenancy]
    #[arg(long, value_name = "OCID")]
    pub(crate) compartment_id: Option<String>,

    /// Go on for ever: follow what comes to the compartment, until Ctrl-C or --timeout
    #[arg(long, conflicts_with = "ids")]
    pub(crate) follow: bool,

    /// Take the whole terminal: a list, and all about the one that is selected; ? tells the keys
    #[arg(long)]
    pub(crate) full_screen: bool,

    /// Exit with 1 if one of them does not succeed
    #[arg(long)]
    pub(crate) fail_on_error: bool,

    #[command(flatten)]
    pub(crate) pace: PaceArgs,
}

/// How often to read, and for how long.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct PaceArgs {
    /// Stop after this time, in seconds; the work goes on [default: no limit]
    #[arg(long, value_name = "SECONDS", value_parser = limit_seconds)]
    pub(crate) timeout: Option<Duration>,

    /// Take 404 for "not yet" for this time from the start, in seconds: some services answer so right
    /// after they created a work request [default: not at all]
    #[arg(long, value_name = "SECONDS", value_parser = limit_seconds)]
    pub(crate) tolerate_not_found: Option<Duration>,

    /// Time between two reads of a work request, in seconds [default: as the service asks by
    /// Retry-After, else 1 to 30, quicker near the end; 0.5 with --emulator]
    #[arg(long, value_name = "SECONDS", value_parser = interval_seconds)]
    pub(crate) interval: Option<Duration>,
}
