//! `report`

use clap::Args;

/// Tell all there is to know of a work request: times, resources, errors, log, ids for support
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// OCID of the work request
    pub(crate) id: String,

    /// How many of the last log lines to tell
    #[arg(
        long,
        value_name = "N",
        default_value_t = 20,
        conflicts_with = "all_logs"
    )]
    pub(crate) logs: usize,

    /// Tell all log lines
    #[arg(long)]
    pub(crate) all_logs: bool,
}
