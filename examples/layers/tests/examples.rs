//! Runs every example of the workspace: each must end well and say something.
//!
//! The examples are listed from the folders, so that a new one cannot be forgotten.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::print_stdout, reason = "what the examples say")]

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use wait_timeout::ChildExt as _;
use work_requests_emulator::{Emulator, ListenOptions};

/// No example takes longer; the slowest follow work for a second.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn every_example_runs() {
    let server = Emulator::demo()
        .start(ListenOptions::default())
        .await
        .unwrap();
    let url = format!("{}/20160918/workRequests", server.endpoint());
    let home = tempfile::tempdir().unwrap();
    let (sources, built) = (sources(), built());
    assert!(sources.len() >= 12, "where are they? {sources:?}");
    for source in sources {
        let program = built.get(&source);
        let program = program.unwrap_or_else(|| panic!("{} was not built", source.display()));
        // `get` fetches the URL that it is given; the others take no arguments.
        let argument = source
            .ends_with("transport/examples/get.rs")
            .then_some(url.as_str());
        run(program, argument, home.path());
    }
}

fn run(program: &Path, argument: Option<&str>, home: &Path) {
    let name = program.display();
    let mut child = Command::new(program)
        .args(argument)
        .env_clear() // nothing of whoever runs this
        .env("HOME", home)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut stdout = child.stdout.take().unwrap();
    let said = std::thread::spawn(move || {
        let mut said = String::new();
        stdout.read_to_string(&mut said).map(|_| said)
    });
    let Some(status) = child.wait_timeout(PATIENCE).unwrap() else {
        child.kill().unwrap();
        panic!("{name} does not end");
    };
    let said = said.join().unwrap().unwrap();
    assert!(
        status.success(),
        "{name} ended with {status} after:\n{said}"
    );
    assert!(!said.trim().is_empty(), "{name} said nothing");
    println!("== {name}\n{said}");
}

/// The examples of all members.
fn sources() -> Vec<PathBuf> {
    let mut sources = Vec::new();
    for group in ["", "crates", "examples", "tests"] {
        for member in entries(&root().join(group)) {
            let files = entries(&member.join("examples"));
            let is_source = |file: &PathBuf| file.extension().is_some_and(|end| end == "rs");
            sources.extend(files.into_iter().filter(is_source));
        }
    }
    sources
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Builds them all, which `cargo test --workspace` has done already; answers source and program.
fn built() -> BTreeMap<PathBuf, PathBuf> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args([
            "build",
            "--locked",
            "--workspace",
            "--examples",
            "--message-format=json",
        ])
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(output.status.success(), "the examples do not compile");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(example).collect()
}

fn example(line: &str) -> Option<(PathBuf, PathBuf)> {
    let message: Value = serde_json::from_str(line).ok()?;
    let is_example = message["target"]["kind"][0] == "example";
    let program = message["executable"].as_str().filter(|_| is_example)?;
    Some((
        message["target"]["src_path"].as_str()?.into(),
        program.into(),
    ))
}

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.join("../..").canonicalize().unwrap()
}
