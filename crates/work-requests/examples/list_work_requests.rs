//! Lists the work requests of a compartment: one page, then all of them.
#![allow(clippy::print_stdout)]

use std::num::NonZeroU32;

use futures_util::StreamExt as _;
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

    let five = NonZeroU32::new(5).ok_or("a page has at least one item")?;
    let page = client
        .list_work_requests(demo::COMPARTMENT)
        .limit(five)
        .await?;
    println!("{} on the first page", page.data.len());

    let mut all = client
        .list_work_requests(demo::COMPARTMENT)
        .limit(five)
        .items();
    while let Some(work) = all.next().await {
        let work = work?;
        println!("{:18} {:12} {}", work.operation_type, work.status, work.id);
    }
    Ok(())
}
