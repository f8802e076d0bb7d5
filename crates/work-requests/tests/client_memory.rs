//! Clients that are made and dropped leave no memory behind. A file of its own: the count of what
//! is allocated is the process's.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use work_requests::{Config, Env, WorkRequestClient};
use work_requests_emulator::{Emulator, demo};

#[global_allocator]
static MEMORY: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn held() -> isize {
    let stats = MEMORY.stats();
    stats.bytes_allocated.cast_signed() - stats.bytes_deallocated.cast_signed()
}

#[tokio::test]
async fn a_thousand_clients_leave_memory_as_it_was() {
    let emulator = Emulator::builder().received_capacity(1).demo().build();
    let make_and_drop = async |count| {
        for _ in 0..count {
            let client = WorkRequestClient::builder()
                .environment(Env::empty())
                .config(Config::from_pairs(emulator.credentials().pairs()))
                .clock(emulator.clock())
                .transport(emulator.service())
                .build()
                .unwrap();
            client.get_work_request(demo::DETACH_VOLUME).await.unwrap();
        }
    };
    make_and_drop(20).await;
    let before = held();
    make_and_drop(1000).await;
    let more = held() - before;
    assert!(more < 16 * 1024, "{more} bytes are left");
}
