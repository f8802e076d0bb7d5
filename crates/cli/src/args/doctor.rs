//! `doctor`

use clap::Args;

/// Check configuration, key, network, clock and a signed call, and tell what to mend
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// Send nothing: check only what is on this machine
    #[arg(long)]
    pub(crate) offline: bool,

    /// Compartment to list in the signed call [default: the tenancy of the profile]
    #[arg(long, value_name = "OCID")]
    pub(crate) compartment_id: Option<String>,
}
