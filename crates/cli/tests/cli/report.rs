//! `report`, in each form.

use work_requests_emulator::demo;

use crate::support::{Home, run};

const FAILING: &str = demo::CREATE_CLUSTER;

#[tokio::test]
async fn a_person_reads_it_in_lines() {
    let run = run(&[
        "report",
        demo::DETACH_VOLUME,
        "--emulator",
        "--output",
        "table",
    ])
    .await
    .exits(0);
    for part in [
        "DetachVolume: FAILED",
        "IncorrectState: ",
        "\nResources\n",
        "\nFor support\n",
    ] {
        assert!(run.stdout.contains(part), "{part:?}: {run:#?}");
    }
}

#[tokio::test]
async fn a_program_reads_one_object() {
    let run = run(&["report", demo::DETACH_VOLUME, "--emulator", "--all-logs"])
        .await
        .exits(0);
    let data = &run.json()["data"];
    assert_eq!(data["status"], "FAILED");
    assert_eq!(data["errors"]["items"][0]["code"], "IncorrectState");
    assert_eq!(data["logs"]["complete"], true);
    assert_eq!(data["requestIds"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_browser_reads_a_page() {
    let run = run(&["report", FAILING, "--emulator", "--output", "html"])
        .await
        .exits(0);
    assert!(run.stdout.starts_with("<!DOCTYPE html>"), "{run:#?}");
    assert!(run.stdout.contains("CreateCluster"), "{run:#?}");
}

#[tokio::test]
async fn only_a_report_has_a_page() {
    let run = run(&["get", FAILING, "--emulator", "--output", "html"])
        .await
        .exits(2);
    assert!(run.stderr.contains("only report has"), "{run:#?}");
}

#[tokio::test]
async fn what_is_not_there_cannot_be_reported() {
    run(&["report", "ocid1.none", "--emulator"])
        .await
        .fails(5, "service");
    Home::new()
        .run(&["report", "x", "--logs", "-1"])
        .await
        .fails(2, "usage");
}
