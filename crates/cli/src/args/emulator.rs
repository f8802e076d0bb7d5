//! `emulator`

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

/// Run a local Work Requests service that checks signatures
///
/// Prints its endpoint as one line of JSON when it is ready, and serves until Ctrl-C.
/// Unless a scenario is named, it serves the demo work requests.
#[derive(Debug, Args)]
pub(crate) struct EmulatorArgs {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub(crate) listen: SocketAddr,

    /// Serve https with a fresh certificate; --write-config writes its authority
    #[arg(long)]
    pub(crate) tls: bool,

    /// Work requests and faults to serve in place of the demo: a scenario in JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) scenario: Option<PathBuf>,

    /// Make a fresh key, and write config, key, CA file and endpoint into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) write_config: Option<PathBuf>,

    /// Let other machines use the control API if they send this token
    #[arg(long, value_name = "TOKEN")]
    pub(crate) control_token: Option<String>,
}
