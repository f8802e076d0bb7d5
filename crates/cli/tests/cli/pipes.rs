//! Readers that go away.

use std::process::Stdio;

use crate::support::wire::serve;
use crate::support::{Home, finish};

const ID: &str = "ocid1.coreservicesworkrequest.oc1.iad.i";

const WORK: &[u8] = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{\"operationType\":\"a\",\"status\":\"FAILED\",\"id\":\"i\",\"compartmentId\":\"c\",\"resources\":[],\"timeAccepted\":\"2026-01-01T00:00:00Z\"}";

/// A pipe that nobody reads.
fn unread() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

#[tokio::test]
async fn a_closed_pipe_ends_quietly_with_0() {
    let endpoint = serve(Some(WORK)).await;
    let home = Home::new();
    for args in [
        &["get", ID, "--endpoint", &endpoint][..],
        &["get", ID, "--endpoint", &endpoint, "--output", "table"],
        &[
            "wait",
            ID,
            "--endpoint",
            &endpoint,
            "--output",
            "ndjson",
            "--quiet",
        ],
        &["get", "i", "--endpoint", &endpoint, "--dry-run", "--quiet"],
        &["--help"],
        &["completions", "bash"],
    ] {
        let run = finish(home.command(args).stdout(unread()).spawn().unwrap())
            .await
            .exits(0);
        assert_eq!(run.stderr, "", "{args:?}");
    }
}

#[tokio::test]
async fn a_closed_stderr_changes_nothing() {
    let endpoint = serve(Some(WORK)).await;
    let home = Home::new();
    let args = ["get", "i", "--endpoint", &endpoint, "-vv"];
    let run = finish(home.command(&args).stderr(unread()).spawn().unwrap())
        .await
        .exits(0);
    assert_eq!(run.json()["status"], "FAILED");
    let args = ["get", "a/b"];
    finish(home.command(&args).stderr(unread()).spawn().unwrap())
        .await
        .exits(2);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_an_error() {
    let endpoint = serve(Some(WORK)).await;
    let home = Home::new();
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let args = ["get", "i", "--endpoint", &endpoint];
    finish(home.command(&args).stdout(full).spawn().unwrap())
        .await
        .fails(2, "io");
}
