//! What README says is so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Duration;

use work_requests_emulator::{Emulator, Scenario, demo};

const README: &str = include_str!("../../README.md");

/// The table's rows as the emulator would write them.
#[tokio::test(start_paused = true)]
async fn it_lists_every_demo_work_request_and_how_it_ends() {
    let emulator = Emulator::demo();
    let start = chrono::DateTime::from(emulator.clock()());
    tokio::time::advance(Duration::from_secs(25)).await;
    let works = emulator.control().work_requests();
    let row = |id: &&str| {
        let work = works.iter().find(|work| work.id == **id).unwrap();
        let finished = work.time_finished.expect("it has ended");
        let after = (finished - start).as_seconds_f64().round();
        let (kind, status) = (&work.operation_type, work.status.as_str());
        format!("| `{id}` | `{kind}` | `{status}` | {after} s |")
    };
    let truth: Vec<_> = demo::IDS.iter().map(row).collect();
    let told: Vec<_> = README
        .lines()
        .filter(|line| line.starts_with("| `ocid1."))
        .collect();
    assert_eq!(told, truth);
    assert!(README.contains(demo::COMPARTMENT));
}

#[test]
fn its_scenario_can_be_used() {
    let (_, rest) = README.split_once("```json\n").unwrap();
    let (json, _) = rest.split_once("```").unwrap();
    let scenario = Scenario::from_json(json).unwrap();
    let emulator = Emulator::builder().scenario(scenario).build();
    assert_eq!(emulator.control().faults().len(), 3);
    assert_eq!(emulator.control().work_requests().len(), 1);
}
