//! The forms of what is found, and what is sent for it.

use work_requests_emulator::Verdict;

use super::site::Site;
use crate::support::{KEY, run};

#[tokio::test]
async fn a_person_reads_a_line_for_each_check() {
    let site = Site::new().await;
    site.home.write("key.pem", "not a key");
    let endpoint = site.server.endpoint();
    let args = ["doctor", "--endpoint", &endpoint, "--output", "table"];
    let run = site.home.run(&args).await.exits(3);
    let home = site.home.path().to_str().unwrap();
    let address = site.server.address().to_string();
    let text = run.stdout.replace(home, "~").replace(&address, "HERE");
    insta::assert_snapshot!(text);
}

#[tokio::test]
async fn a_program_reads_an_object_or_a_line_for_each_check() {
    let document = run(&["doctor", "--emulator"]).await.exits(0).json();
    assert_eq!(document["data"]["status"], "ok");
    let checks = document["data"]["checks"].as_array().unwrap().clone();
    let lines = run(&["doctor", "--emulator", "--output", "ndjson"])
        .await
        .exits(0)
        .lines();
    let names = |checks: &[serde_json::Value]| -> Vec<String> {
        checks
            .iter()
            .map(|check| check["check"].to_string())
            .collect()
    };
    assert_eq!(names(&lines), names(&checks));
    assert_eq!(checks.len(), 15);
}

#[tokio::test]
async fn offline_sends_nothing() {
    let site = Site::new().await;
    site.examine(&["--offline"]).await.is_well();
    assert_eq!(site.emulator.control().received_total(), 0);
}

#[tokio::test]
async fn it_sends_one_request_without_a_signature_and_one_with() {
    let site = Site::new().await;
    site.examine(&[]).await.is_well();
    let received = site.emulator.received();
    let verified: Vec<bool> = received
        .iter()
        .map(|received| matches!(received.verdict, Verdict::Verified { .. }))
        .collect();
    assert_eq!(verified, [false, true]);
}

#[tokio::test]
async fn secrets_are_not_told() {
    let site = Site::new().await;
    site.append("pass_phrase=hunter2-planted");
    site.rewrite(|config| {
        config.replace(
            "fingerprint=",
            &format!("fingerprint={}", KEY.replace('\n', "")),
        )
    });
    let endpoint = site.server.endpoint();
    let proxy = "http://me:hunter2-planted@127.0.0.1:9";
    let args = ["doctor", "-vv", "--endpoint", &endpoint, "--proxy", proxy];
    let run = site.home.run(&args).await.exits(3);
    let said = format!("{}{}", run.stdout, run.stderr);
    assert!(!said.contains("hunter2-planted"), "{said}");
    for line in KEY.lines().filter(|line| line.len() > 40) {
        assert!(!said.contains(line), "key material: {said}");
    }
}

#[tokio::test]
async fn there_is_no_dry_run() {
    run(&["doctor", "--emulator", "--dry-run"])
        .await
        .fails(2, "usage");
}
