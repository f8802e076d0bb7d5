//! Says why a work request failed.
#![allow(clippy::print_stdout)]

use work_requests::{Config, WorkRequestClient};
use work_requests_emulator::{Emulator, ListenOptions, demo};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A service of this machine; with an account, `WorkRequestClient::from_default_config()?`.
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await?;
    let client = WorkRequestClient::builder()
        .config(Config::from_pairs(emulator.credentials().pairs()))
        .service_endpoint(server.endpoint())
        .build()?;

    let errors = client.list_work_request_errors(demo::DETACH_VOLUME).await?;
    for error in &errors.data {
        println!("{} {}: {}", error.timestamp, error.code, error.message);
    }
    Ok(())
}
