//! Reads one work request.
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

    let response = client.get_work_request(demo::LAUNCH_INSTANCE).await?;
    let work = &response.data;
    println!(
        "{} is {}, {:?} % done",
        work.operation_type, work.status, work.percent_complete
    );
    println!(
        "{} with opc-request-id {}",
        response.status(),
        response.request_id()
    );
    Ok(())
}
