//! `wait` and `watch`

use std::time::Duration;

use clap::Args;

use super::values::{interval_seconds, limit_seconds};

/// Wait until work requests end; exit with 0 only if all succeeded
#[derive(Debug, Args)]
pub(crate) struct WaitArgs {
    /// OCIDs of the work requests; `-` reads them from stdin, separated by white space
    #[arg(required = true, value_name = "ID")]
    pub(crate) ids: Vec<String>,

    #[command(flatten)]
    pub(crate) pace: PaceArgs,
}

/// Follow work requests until they end, whatever the outcome
///
/// Without IDs it follows those of the compartment that are under way; with --emulator and nothing
/// named, every work request of the demo.
#[derive(Debug, Args)]
pub(crate) struct WatchArgs {
    /// OCIDs of the work requests; `-` reads them from stdin, separated by white space
    #[arg(value_name = "ID", conflicts_with = "compartment_id")]
    pub(crate) ids: Vec<String>,

    /// Follow what is under way in this compartment [default: the profile's tenancy]
    #[arg(long, value_name = "OCID")]
    pub(crate) compartment_id: Option<String>,

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

    /// Time between two reads of a work request, in seconds [default: 2; 0.5 with --emulator]
    #[arg(long, value_name = "SECONDS", value_parser = interval_seconds)]
    pub(crate) interval: Option<Duration>,
}
