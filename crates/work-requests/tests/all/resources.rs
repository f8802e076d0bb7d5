//! What clients and calls leave behind: nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use http::HeaderMap;
use tokio::sync::{Mutex, MutexGuard};
use work_requests::{
    CredentialId, Env, ErrorKind, SignError, Signed, Signer, SigningRequest, WorkRequestClient,
};
use work_requests_emulator::{
    Breakdown, Emulator, Fault, FaultAnswer, ListenOptions, Server, demo,
};

/// Signs nothing: what is tested here is not the signature.
#[derive(Debug)]
struct Unsigned;

impl Signer for Unsigned {
    async fn sign(&self, _: SigningRequest<'_>) -> Result<Signed, SignError> {
        Ok(Signed::new(HeaderMap::new(), CredentialId::new(0)))
    }
}

/// A service in a runtime of its own, so that its tasks and sockets are not counted as the client's.
struct Elsewhere {
    /// Tests take turns: sockets are counted for the whole process.
    _turn: MutexGuard<'static, ()>,
    emulator: Emulator,
    server: Option<Server>,
    runtime: Option<tokio::runtime::Runtime>,
}

static TURN: Mutex<()> = Mutex::const_new(());

impl Elsewhere {
    async fn new() -> Self {
        let turn = TURN.lock().await;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let emulator = Emulator::demo();
        let starting = emulator.clone();
        let starting = runtime.spawn(async move { starting.start(ListenOptions::default()).await });
        let server = starting.await.unwrap().unwrap();
        Self {
            _turn: turn,
            emulator,
            server: Some(server),
            runtime: Some(runtime),
        }
    }

    /// Answers an empty list to everything.
    fn always_empty(&self) {
        let answer = FaultAnswer::status(200).body("[]");
        self.emulator
            .control()
            .add_fault(Fault::new(answer).forever())
            .unwrap();
    }

    fn client(&self) -> work_requests::ClientBuilder {
        WorkRequestClient::builder()
            .environment(Env::empty())
            .signer(Unsigned)
            .service_endpoint(self.server.as_ref().unwrap().endpoint())
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        drop(self.server.take());
        self.runtime.take().unwrap().shutdown_background();
    }
}

fn tasks() -> usize {
    tokio::runtime::Handle::current()
        .metrics()
        .num_alive_tasks()
}

/// Lets tasks run until there are no more than before, for two seconds at most.
async fn until_gone(before: usize) {
    let limit = Instant::now() + Duration::from_secs(2);
    while tasks() > before && Instant::now() < limit {
        tokio::task::yield_now().await;
    }
    assert_eq!(tasks(), before, "tasks are left");
}

#[cfg(target_os = "linux")]
fn sockets() -> usize {
    let links = std::fs::read_dir("/proc/self/fd").unwrap();
    let names = links.filter_map(|link| std::fs::read_link(link.unwrap().path()).ok());
    names
        .filter(|name| name.to_string_lossy().starts_with("socket:"))
        .count()
}

#[tokio::test]
async fn a_dropped_client_leaves_no_task_and_no_socket() {
    let service = Elsewhere::new().await;
    service.always_empty();
    let tasks_before = tasks();
    let client = service.client().build().unwrap();
    let calls = (0..20).map(|_| client.list_work_requests(demo::COMPARTMENT).into_future());
    for listed in futures_util::future::join_all(calls).await {
        listed.unwrap();
    }
    assert!(tasks() > tasks_before, "connections are kept by tasks");
    #[cfg(target_os = "linux")]
    let in_use = sockets();
    drop(client);
    until_gone(tasks_before).await;
    #[cfg(target_os = "linux")]
    assert!(
        sockets() < in_use,
        "{} sockets of {in_use} are left",
        sockets()
    );
}

#[tokio::test]
async fn a_call_that_is_given_up_frees_its_connection() {
    let service = Elsewhere::new().await;
    let silence = FaultAnswer::pass().breaks(Breakdown::HangBeforeHeaders);
    service
        .emulator
        .control()
        .add_fault(Fault::new(silence))
        .unwrap();
    service.always_empty();
    let client = service
        .client()
        .max_connections_per_host(1)
        .build()
        .unwrap();
    let first = client.list_work_requests(demo::COMPARTMENT).into_future();
    let given_up = tokio::time::timeout(Duration::from_millis(200), first).await;
    assert!(given_up.is_err(), "it was answered");
    let second = client.list_work_requests(demo::COMPARTMENT);
    let answered = tokio::time::timeout(Duration::from_secs(5), second.into_future()).await;
    answered.expect("the only connection is not free").unwrap();
}

#[tokio::test]
async fn ten_thousand_calls_wait_their_turn_for_sixteen_connections() {
    const CALLS: usize = 10_000;
    let service = Elsewhere::new().await;
    service.always_empty();
    let client = service
        .client()
        .max_connections_per_host(16)
        .deadline(Duration::from_secs(120))
        .build()
        .unwrap();
    let ended = Arc::new(AtomicUsize::new(0));
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..CALLS {
        let (client, ended) = (client.clone(), ended.clone());
        calls.spawn(async move {
            client.list_work_requests(demo::COMPARTMENT).await.unwrap();
            ended.fetch_add(1, Ordering::Relaxed).abs_diff(number)
        });
    }
    let places = calls.join_all().await;
    assert_eq!(places.len(), CALLS);
    // In the order in which they came, but for those under way at the same time.
    let furthest = places.into_iter().max().unwrap();
    assert!(furthest < 500, "one was {furthest} places from its turn");
    assert_eq!(service.emulator.control().received_total(), CALLS as u64);
}

#[tokio::test]
async fn calls_that_wait_too_long_end_at_their_deadline() {
    let service = Elsewhere::new().await;
    let slow = FaultAnswer::status(200)
        .body("[]")
        .delay(Duration::from_millis(100));
    service
        .emulator
        .control()
        .add_fault(Fault::new(slow).forever())
        .unwrap();
    let client = service
        .client()
        .max_connections_per_host(1)
        .deadline(Duration::from_millis(350))
        .build()
        .unwrap();
    let calls = (0..20).map(|_| client.list_work_requests(demo::COMPARTMENT).into_future());
    let ended = futures_util::future::join_all(calls).await;
    let good = ended.iter().filter(|result| result.is_ok()).count();
    let late = ended.iter().filter_map(|result| result.as_ref().err());
    assert!(late.clone().all(|error| error.kind() == ErrorKind::Timeout));
    assert!(
        (1..=4).contains(&good),
        "{good} calls of 100 ms within 350 ms"
    );
    assert_eq!(good + late.count(), 20);
}
