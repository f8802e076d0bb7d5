//! How to test code of one's own that uses the client: here a deployment that waits for a work
//! request and says how it went. `docs/testing.md` tells when to take which way.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use work_requests::test_support::{Answer, Recorder, Recording, Script};
use work_requests::{ClientBuilder, Config, Env, Error, Outcome, WorkRequestClient};
use work_requests_emulator::{Emulator, Fault, WorkRequestScript, demo};

/// The code under test.
async fn deploy(client: &WorkRequestClient, id: &str) -> Result<String, Error> {
    let wait = client.wait(id).timeout(Duration::from_secs(3600));
    Ok(match wait.await? {
        Outcome::Succeeded(_) => "deployed".to_owned(),
        Outcome::Failed(_) => {
            let errors = client.list_work_request_errors(id).await?.data;
            let reasons: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
            format!("failed: {}", reasons.join("; "))
        }
        other => other.as_str().to_owned(),
    })
}

/// A client of an emulator in memory, on its clock, untouched by the environment.
fn client_of(emulator: &Emulator) -> WorkRequestClient {
    let builder = builder_of(emulator).transport(emulator.service());
    builder.build().unwrap()
}

fn builder_of(emulator: &Emulator) -> ClientBuilder {
    WorkRequestClient::builder()
        .environment(Env::empty())
        .config(Config::from_pairs(emulator.credentials().pairs()))
        .clock(emulator.clock())
}

// The emulator: half an hour of work passes at once, because tokio's time is paused.

#[tokio::test(start_paused = true)]
async fn work_that_takes_half_an_hour_is_waited_for() {
    let emulator = Emulator::builder().build();
    let half_an_hour = Duration::from_secs(1800);
    let script = WorkRequestScript::new("CreateCluster").succeeded(half_an_hour);
    let id = emulator.control().create(script).unwrap();

    let begun = tokio::time::Instant::now();
    assert_eq!(
        deploy(&client_of(&emulator), &id).await.unwrap(),
        "deployed"
    );
    assert!((half_an_hour..half_an_hour * 2).contains(&begun.elapsed()));
    assert!(
        emulator
            .received()
            .iter()
            .all(|request| request.verdict.is_verified())
    );
}

#[tokio::test(start_paused = true)]
async fn the_reasons_of_a_failure_are_told() {
    let emulator = Emulator::builder().build();
    let script = WorkRequestScript::new("CreateCluster");
    let script = script.failed(
        Duration::from_secs(60),
        "LimitExceeded",
        "no addresses left",
    );
    let id = emulator.control().create(script).unwrap();

    let said = deploy(&client_of(&emulator), &id).await.unwrap();
    assert_eq!(said, "failed: no addresses left");
}

#[tokio::test(start_paused = true)]
async fn an_outage_on_the_way_does_not_end_it() {
    let emulator = Emulator::demo();
    let outage = Fault::statuses([503, 503, 503]);
    emulator.control().add_fault(outage).unwrap();

    let client = client_of(&emulator);
    assert_eq!(
        deploy(&client, demo::LAUNCH_INSTANCE).await.unwrap(),
        "deployed"
    );
}

// A script: this answer, whatever is asked.

#[tokio::test(start_paused = true)]
async fn a_work_request_of_somebody_else_is_an_error() {
    let script = Script::new([Answer::refusal(404, "NotAuthorizedOrNotFound", "not found")]);
    let client = script.builder().build().unwrap();

    let error = deploy(&client, "ocid1.other").await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(script.received().len(), 1);
}

// A recording: what the service really said, once.

/// `RECORD=1 cargo test` makes the file anew. Of the real service it would be
/// `Recorder::network(Env::process())`, with a client of the default profile.
async fn record(file: &str) -> Recording {
    let emulator = Emulator::demo();
    let recorder = Recorder::new(emulator.service());
    let builder = builder_of(&emulator).transport(recorder.clone());
    let client = builder.build().unwrap();
    deploy(&client, demo::DETACH_VOLUME).await.unwrap();
    recorder.recording().save(file).unwrap();
    recorder.recording()
}

#[tokio::test(start_paused = true)]
async fn what_the_service_really_said_is_understood() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/recordings/detach_volume.json"
    );
    let recording = match std::env::var_os("RECORD") {
        Some(_) => record(file).await,
        None => Recording::load(file).unwrap(),
    };

    let client = recording.replay().builder().build().unwrap();
    let said = deploy(&client, demo::DETACH_VOLUME).await.unwrap();
    assert_eq!(
        said,
        "failed: The volume is mounted; unmount it and detach again"
    );
}
