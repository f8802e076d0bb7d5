//! What watching costs: `cargo bench -p work-requests --bench watching`, whose table is in
//! `docs/watching.md`.
//!
//! Requests a round and memory for so many watched ids in one compartment, once alone there and
//! once among ten times as many; over the emulator in memory and in paused time, so that a round is
//! a round whatever the machine. Memory is what the watch holds after ten rounds, by a counting
//! allocator; what the emulator holds is there before and is not counted.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use std::time::Duration;

use futures_util::stream::StreamExt as _;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::time::{Instant, timeout_at};
use work_requests::{Config, Env, Pace, WorkRequestClient};
use work_requests_emulator::{Emulator, WorkRequestScript};

#[global_allocator]
static MEMORY: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

const COMPARTMENT: &str = "ocid1.compartment.oc1..bench";
const ROUND: Duration = Duration::from_secs(300);
const ROUNDS: u32 = 10;
const MIB: f64 = 1024.0 * 1024.0;

fn main() {
    // `cargo test --all-targets` runs benches too, without this flag; there is nothing to test.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    println!(
        "| watched ids | in the compartment | requests a round | memory over the idle client |"
    );
    println!("|---:|---:|---:|---:|");
    for watched in [1, 100, 1_000, 10_000] {
        for among in [1, 10] {
            measure(watched, watched * among);
        }
    }
}

/// One row of the table.
fn measure(watched: usize, all: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(async {
        let emulator = emulator(all);
        let client = client(&emulator);
        // Connections, clocks and the like are made by the first call.
        client.get_work_request(id(0)).await.unwrap();
        // Every tenth where there are ten times as many.
        let ids: Vec<String> = (0..watched)
            .map(|number| id(number * (all / watched)))
            .collect();
        let region = Region::new(MEMORY);
        let mut watch = client.watch(ids).pace(Pace::fixed(ROUND));
        // Finding out which compartment they share is no round.
        let begun = Instant::now() + ROUND - Duration::from_secs(1);
        while timeout_at(begun, watch.next()).await.is_ok() {}
        let before = emulator.control().received_total();
        while timeout_at(begun + ROUND * ROUNDS, watch.next())
            .await
            .is_ok()
        {}
        let requests = emulator.control().received_total() - before;
        let held = region.change();
        let bytes = held.bytes_allocated as f64 - held.bytes_deallocated as f64;
        println!(
            "| {watched} | {all} | {:.1} | {:.2} MiB |",
            requests as f64 / f64::from(ROUNDS),
            bytes / MIB
        );
        drop(watch);
    });
}

fn id(number: usize) -> String {
    format!(
        "ocid1.coreservicesworkrequest.oc1.iad.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa{number:08}"
    )
}

fn emulator(works: usize) -> Emulator {
    let builder = Emulator::builder()
        .without_retry_after()
        .received_capacity(1);
    let emulator = builder.compartment(COMPARTMENT).build();
    for number in 0..works {
        let script = WorkRequestScript::new("LaunchInstance").id(id(number));
        let script = script.compartment(COMPARTMENT).started(Duration::ZERO);
        emulator.control().create(script).unwrap();
    }
    emulator
}

fn client(emulator: &Emulator) -> WorkRequestClient {
    WorkRequestClient::builder()
        .environment(Env::empty())
        .config(Config::from_pairs(emulator.credentials().pairs()))
        .clock(emulator.clock())
        .transport(emulator.service())
        .build()
        .unwrap()
}
