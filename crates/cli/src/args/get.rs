//! `get`

use clap::Args;

/// Read one work request
#[derive(Debug, Args)]
pub(crate) struct GetArgs {
    /// OCID of the work request
    pub(crate) id: String,
}
