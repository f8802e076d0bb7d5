//! `emulator`

use std::net::SocketAddr;

use clap::Args;

/// Run a local Work Requests service that checks signatures
///
/// Prints its endpoint as one line of JSON when it is ready, and serves the demo work requests
/// until Ctrl-C.
#[derive(Debug, Args)]
pub(crate) struct EmulatorArgs {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub(crate) listen: SocketAddr,

    /// Let other machines use the control API if they send this token
    #[arg(long, value_name = "TOKEN")]
    pub(crate) control_token: Option<String>,
}
