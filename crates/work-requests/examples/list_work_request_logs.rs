//! Shows what a work request did, the latest first.
#![allow(clippy::print_stdout)]

use work_requests::{Config, WorkRequestClient, models::SortOrder};
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

    let logs = client
        .list_work_request_logs(demo::CREATE_DATABASE)
        .sort_order(SortOrder::Desc);
    for entry in logs.await?.data {
        println!("{} {}", entry.timestamp, entry.message);
    }
    Ok(())
}
