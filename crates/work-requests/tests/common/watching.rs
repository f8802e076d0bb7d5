//! What the tests of waiting and watching share: an emulator in memory, and readings of events.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::StreamExt as _;
use work_requests::{Jitter, Watch, WatchEvent, WorkRequestClient};
use work_requests_emulator::{Emulator, EmulatorBuilder, WorkRequestScript};

use super::client_of;

pub const COMPARTMENT: &str = "ocid1.compartment.oc1..watched";

pub fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

pub fn builder() -> EmulatorBuilder {
    let builder = Emulator::builder().without_retry_after();
    builder.compartment(COMPARTMENT).received_capacity(100_000)
}

pub fn client(emulator: &Emulator) -> WorkRequestClient {
    client_of(emulator).build().unwrap()
}

pub fn script(id: &str) -> WorkRequestScript {
    let script = WorkRequestScript::new("LaunchInstance").id(id);
    script.compartment(COMPARTMENT).started(Duration::ZERO)
}

pub fn create(emulator: &Emulator, script: WorkRequestScript) -> String {
    emulator.control().create(script).unwrap()
}

/// Waits without movement at random.
pub fn still() -> Jitter {
    Jitter::new(|| 0.5)
}

pub async fn events(watch: Watch) -> Vec<WatchEvent> {
    watch.collect().await
}

/// How each ended, by id.
pub fn ends(events: &[WatchEvent]) -> BTreeMap<String, String> {
    let mut ends = BTreeMap::new();
    for event in events {
        let (id, end) = match event {
            WatchEvent::Done { id, outcome, .. } => (id, outcome.as_str().to_owned()),
            WatchEvent::Lost { id, error, .. } => (id, error.kind().to_string()),
            _ => continue,
        };
        assert!(ends.insert(id.clone(), end).is_none(), "{id} ended twice");
    }
    ends
}

pub fn log_lines(events: &[WatchEvent]) -> Vec<&str> {
    let lines = events.iter().filter_map(|event| match event {
        WatchEvent::Log { entry, .. } => Some(entry.message()),
        _ => None,
    });
    lines.collect()
}

/// Requests that arrived, by what they ask for.
pub fn asked(emulator: &Emulator) -> BTreeMap<&'static str, usize> {
    let mut asked = BTreeMap::new();
    for request in emulator.received() {
        let path = request.target.split('?').next().unwrap();
        let what = match path.rsplit('/').next().unwrap() {
            "workRequests" => "list",
            "logs" => "logs",
            "errors" => "errors",
            _ => "get",
        };
        *asked.entry(what).or_default() += 1;
    }
    asked
}

/// Seconds from the start to each request.
pub fn times(emulator: &Emulator) -> Vec<f64> {
    let received = emulator.received();
    let start = received[0].at;
    let since = |request: &work_requests_emulator::Received| {
        request.at.duration_since(start).unwrap().as_secs_f64()
    };
    received.iter().map(since).collect()
}
