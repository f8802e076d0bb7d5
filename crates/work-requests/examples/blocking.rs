//! Follows work in a program that is not async: no runtime, no `await`.
#![allow(clippy::print_stdout)]

use std::time::Duration;

use work_requests::{Config, WatchEvent, WorkRequestClient};
use work_requests_emulator::{Emulator, WorkRequestScript, demo};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A service in this process; with an account, `blocking::WorkRequestClient::from_default_config()?`.
    let emulator = Emulator::demo();
    let client = WorkRequestClient::builder()
        .config(Config::from_pairs(emulator.credentials().pairs()))
        .transport(emulator.service())
        .build_blocking()?;

    for work in client.list_work_requests(demo::COMPARTMENT).items() {
        let work = work?;
        println!("{:18} {}", work.operation_type, work.status);
    }

    let script = WorkRequestScript::new("CreateBucket").started(Duration::ZERO);
    let script = script.succeeded(Duration::from_millis(300));
    let id = emulator.control().create(script)?;
    let often = Duration::from_millis(100);
    for event in client.watch([&id]).with(|watch| watch.interval(often)) {
        match event {
            WatchEvent::Changed { work_request, .. } => println!("now {}", work_request.status()),
            WatchEvent::Done { outcome, .. } => println!("ended: {}", outcome.as_str()),
            WatchEvent::Lost { error, .. } => return Err(error.into()),
            _ => {}
        }
    }
    println!("{}", client.report(demo::DETACH_VOLUME).send()?);
    Ok(())
}
