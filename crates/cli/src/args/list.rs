//! `list`

use clap::Args;

use super::PageArgs;

/// List the work requests of a compartment
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Compartment to list [default: the profile's tenancy; with --emulator the demo compartment]
    #[arg(long, value_name = "OCID")]
    pub(crate) compartment_id: Option<String>,

    /// Only work requests that touch this resource
    #[arg(long, value_name = "OCID")]
    pub(crate) resource_id: Option<String>,

    #[command(flatten)]
    pub(crate) pages: PageArgs,
}
