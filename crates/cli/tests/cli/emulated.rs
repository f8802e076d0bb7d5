//! The embedded service: no account, no files, and yet real signed requests.

use std::time::{Duration, Instant};

use serde_json::Value;
use work_requests_emulator::demo;

use crate::support::wire::closed;
use crate::support::{Home, run};

#[tokio::test]
async fn one_is_read_and_its_status_is_where_scripts_look() {
    let run = run(&[
        "get",
        demo::LAUNCH_INSTANCE,
        "--emulator",
        "--output",
        "json",
    ])
    .await
    .exits(0);
    let document = run.json();
    assert_eq!(document["data"]["id"], demo::LAUNCH_INSTANCE);
    assert_eq!(document["service"], "work_requests");
    assert!(
        document["status"].is_string() && document["opcRequestId"].is_string(),
        "{document}"
    );
    assert_eq!(run.stderr, "");
}

#[tokio::test]
async fn the_demo_is_listed_without_naming_a_compartment() {
    let run = run(&["list", "--emulator", "--all"]).await.exits(0);
    assert!(run.json()["data"].as_array().unwrap().len() >= 12);
    assert!(run.stderr.contains(demo::COMPARTMENT), "{run:#?}");
}

#[tokio::test]
async fn the_first_command_of_a_newcomer() {
    let began = Instant::now();
    let run = run(&["watch", "--emulator"]).await.exits(0);
    assert!(
        began.elapsed() < Duration::from_secs(60),
        "{:?}",
        began.elapsed()
    );
    let entries = run.json()["data"].as_array().unwrap().clone();
    assert!(entries.len() >= 12);
    assert!(
        entries.iter().all(|entry| entry["outcome"].is_string()),
        "all ended"
    );
    let failed: Vec<&Value> = entries
        .iter()
        .filter(|entry| entry["outcome"] == "failed")
        .collect();
    assert!(!failed.is_empty());
    for entry in failed {
        assert!(
            entry["report"]["errors"]["items"][0]["code"].is_string(),
            "{entry}"
        );
        assert!(
            !entry["report"]["logs"]["items"]
                .as_array()
                .unwrap()
                .is_empty(),
            "{entry}"
        );
    }
    assert!(
        run.stderr.lines().count() > entries.len(),
        "progress was told"
    );
}

#[tokio::test]
async fn proxies_and_accounts_of_the_environment_are_left_alone() {
    let dead = format!("http://{}", closed().await);
    let variables = [
        ("HTTP_PROXY", dead.as_str()),
        ("http_proxy", &dead),
        ("ALL_PROXY", &dead),
        ("SSL_CERT_FILE", "/nowhere"),
        ("OCI_CLI_ENDPOINT", &dead),
        ("OCI_CLI_REGION", "nowhere-1"),
        ("OCI_CLI_CONFIG_FILE", "/nowhere"),
    ];
    Home::new()
        .run_with(&variables, &["list", "--emulator", "--retry", "none"])
        .await
        .exits(0);
}

#[tokio::test]
async fn another_account_beside_it_is_refused() {
    for flag in ["--config-file", "--profile", "--region", "--endpoint"] {
        run(&["list", "--emulator", flag, "x"])
            .await
            .fails(2, "usage");
        run(&[flag, "x", "list", "--emulator"])
            .await
            .fails(2, "usage");
    }
}
