//! `services`

use clap::Args;
use work_requests::Service;

use super::values::service;

/// List the services whose work requests can be read, or tell all of one
#[derive(Debug, Args)]
pub(crate) struct ServicesArgs {
    /// Name of a service, such as container_engine
    #[arg(value_name = "NAME", value_parser = service)]
    pub(crate) name: Option<&'static Service>,
}
