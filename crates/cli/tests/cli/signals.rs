//! Ctrl-C ends everything with 130, at once.

use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::Child;

use crate::support::signal::interrupt;
use crate::support::wire::serve;
use crate::support::{Home, Run, finish};

/// Starts a command at a service that never answers, and interrupts it once it has connected.
async fn interrupted(args: &[&str]) -> Run {
    let endpoint = serve(None).await;
    let home = Home::new();
    let args = [args, &["--endpoint", &endpoint, "-v"]].concat();
    let mut child = home.command(&args).spawn().unwrap();
    let said = until_said(&mut child, "sending").await;
    let began = Instant::now();
    interrupt(&child);
    let mut run = finish(child).await;
    assert!(began.elapsed() < Duration::from_secs(5), "{run:#?}");
    run.stderr.insert_str(0, &said);
    run
}

/// Reads stderr up to a line with this word.
pub(crate) async fn until_said(child: &mut Child, word: &str) -> String {
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    while !said.contains(word) {
        let read = stderr.read_line(&mut said).await.unwrap();
        assert!(read > 0, "stderr ended: {said}");
    }
    // Goes on being read, so that the command never waits for us.
    tokio::spawn(async move {
        let mut rest = Vec::new();
        let _ = stderr.read_to_end(&mut rest).await;
    });
    said
}

#[tokio::test]
async fn a_call_is_ended() {
    for args in [
        &["get", "x"][..],
        &["list", "--all"],
        &["errors", "x"],
        &["logs", "x"],
    ] {
        let run = interrupted(args).await.exits(130);
        assert_eq!(run.stdout, "");
    }
}

#[tokio::test]
async fn following_tells_how_far_it_is() {
    let run = interrupted(&["wait", "x"]).await.exits(130);
    assert_eq!(run.json()["data"][0]["id"], "x");
    assert_eq!(run.json()["data"][0]["outcome"], serde_json::Value::Null);
}

#[tokio::test]
async fn a_silent_stdin_is_no_reason_to_stay() {
    let home = Home::new();
    let mut command = home.command(&["wait", "-", "-v"]);
    let mut child = command.stdin(std::process::Stdio::piped()).spawn().unwrap();
    let stdin = child.stdin.take();
    // Said once Ctrl-C is listened for.
    until_said(&mut child, "reading ids").await;
    interrupt(&child);
    finish(child).await.exits(130);
    drop(stdin);
}

#[tokio::test]
async fn the_emulator_says_when_it_is_ready_and_serves_until_then() {
    let mut child = Home::new().command(&["emulator"]).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut ready = String::new();
    stdout.read_line(&mut ready).await.unwrap();
    let ready: serde_json::Value = serde_json::from_str(&ready).unwrap();
    let endpoint = ready["endpoint"].as_str().unwrap();
    let refused = Home::new()
        .run_at(endpoint, &["get", "x", "--retry", "none"])
        .await;
    refused.fails(5, "service");
    interrupt(&child);
    finish(child).await.exits(130);
}

#[tokio::test]
async fn the_emulator_writes_what_a_client_needs_to_call_it_over_https() {
    let home = Home::new();
    let scenario = r#"{"workRequests": [{"operationType": "CreateVcn", "steps": [{"at": 0, "status": "SUCCEEDED"}]}]}"#;
    let scenario = home.write("scenario.json", scenario);
    let folder = home.path().join("emulated");
    let args = [
        "emulator",
        "--tls",
        "--scenario",
        scenario.to_str().unwrap(),
    ];
    let args = [&args[..], &["--write-config", folder.to_str().unwrap()]].concat();
    let mut child = home.command(&args).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut ready = String::new();
    stdout.read_line(&mut ready).await.unwrap();
    let ready: serde_json::Value = serde_json::from_str(&ready).unwrap();
    let word = |name: &str| ready[name].as_str().unwrap().to_owned();
    let (endpoint, config, compartment) =
        (word("endpoint"), word("configFile"), word("compartmentId"));
    let list = [
        "list",
        "--compartment-id",
        &compartment,
        "--config-file",
        &config,
        "--retry",
        "none",
    ];
    let ca = word("caFile");
    let listed = home
        .run_at(&endpoint, &[&list[..], &["--ca-file", &ca]].concat())
        .await
        .exits(0);
    assert_eq!(listed.json()["data"][0]["operationType"], "CreateVcn");
    home.run_at(&endpoint, &list).await.fails(3, "tls");
    interrupt(&child);
    finish(child).await.exits(130);
}

#[tokio::test]
async fn a_scenario_that_cannot_be_used_is_named_with_its_place() {
    let home = Home::new();
    let scenario = home.write(
        "scenario.json",
        r#"{"workRequests": [{"operationType": 1}]}"#,
    );
    let run = home
        .run(&["emulator", "--scenario", scenario.to_str().unwrap()])
        .await;
    assert!(
        run.stderr.contains("workRequests[0].operationType"),
        "{run:#?}"
    );
    run.fails(2, "io");
    home.run(&["emulator", "--scenario", "/nowhere.json"])
        .await
        .fails(2, "io");
}
