//! `cancel`

use clap::Args;

/// Ask a work request to end early, where its service can
///
/// That it was accepted does not mean that the work has ended: wait for it.
#[derive(Debug, Args)]
pub(crate) struct CancelArgs {
    /// OCID of the work request
    pub(crate) id: String,

    /// Only if it is still as it was when its etag was this
    #[arg(long, value_name = "ETAG")]
    pub(crate) if_match: Option<String>,
}
