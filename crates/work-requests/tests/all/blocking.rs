//! The blocking client, outside and inside of a runtime. Its own runtime is in real time, so that
//! all work here has ended before it is followed.
#![allow(clippy::unwrap_used)]

use crate::common;

use std::cell::RefCell;
use std::num::NonZeroU32;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use common::client_of;
use work_requests::blocking::WorkRequestClient;
use work_requests::{CircuitBreakerStrategy, Config, Env, ErrorKind, Service, WatchEvent};
use work_requests_emulator::{Emulator, ListenOptions, demo};

fn client(emulator: &Emulator) -> WorkRequestClient {
    client_of(emulator).build_blocking().unwrap()
}

fn demo_client() -> WorkRequestClient {
    client(&Emulator::demo())
}

#[test]
fn the_four_operations_answer_outside_of_a_runtime() {
    let client = demo_client();
    let work = client.get_work_request(demo::DETACH_VOLUME).send().unwrap();
    assert_eq!(work.data.status.as_str(), "FAILED");
    let errors = client.list_work_request_errors(demo::DETACH_VOLUME);
    assert_eq!(errors.send().unwrap().data.len(), 1);
    let logs = client.list_work_request_logs(demo::CREATE_DATABASE);
    assert!(!logs.send().unwrap().data.is_empty());

    let two = NonZeroU32::new(2).unwrap();
    let list = || {
        client
            .list_work_requests(demo::COMPARTMENT)
            .with(|list| list.limit(two))
    };
    assert_eq!(list().send().unwrap().data.len(), 2);
    let pages: Vec<_> = list().pages().map(Result::unwrap).collect();
    assert_eq!(pages.len(), demo::IDS.len() / 2);
    let items = list()
        .items()
        .with(|items| items.max_items(5).prefetch(true));
    assert_eq!(items.map(Result::unwrap).count(), 5);
}

#[test]
fn waiting_watching_and_reports_answer_outside_of_a_runtime() {
    let client = demo_client();
    let outcome = client.wait(demo::DETACH_VOLUME).send().unwrap();
    assert_eq!(outcome.as_str(), "failed");

    let mut watch = client.watch([demo::DETACH_VOLUME, demo::CREATE_SUBNET]);
    assert!(matches!(watch.next(), Some(WatchEvent::Changed { .. })));
    let saved = watch.checkpoint();
    assert_eq!(saved.ids().count(), 2);
    drop(watch);
    let mut ends: Vec<_> = client.resume(saved).filter_map(end).collect();
    ends.sort();
    assert_eq!(ends, ["canceled", "failed"]);

    let report = client.report(demo::DETACH_VOLUME).send().unwrap();
    assert_eq!(report.errors().items().len(), 1);
    let events = client.wait(demo::DETACH_VOLUME).events();
    assert_eq!(events.filter_map(end).collect::<Vec<_>>(), ["failed"]);
}

#[test]
fn services_answer_in_their_own_words() {
    let client = demo_client();
    let service = client.service_of(demo::CREATE_CLUSTER);
    assert_eq!(
        service
            .get_work_request(demo::CREATE_CLUSTER)
            .send()
            .unwrap()
            .data
            .id(),
        Some(demo::CREATE_CLUSTER)
    );
    let list = client.service(service.service()).list_work_requests();
    let list = list.with(|list| list.compartment_id(demo::COMPARTMENT));
    assert!(list.items().all(|work| work.is_ok()));
    let service: &Service = service.service();
    assert!(!service.name().is_empty());
}

#[tokio::test(flavor = "current_thread")]
async fn it_answers_inside_of_a_runtime_with_one_thread() {
    everything_ends();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_answers_inside_of_a_runtime_with_many_threads() {
    let tasks: Vec<_> = (0..8)
        .map(|_| tokio::spawn(async { everything_ends() }))
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

/// Built, used and dropped where it is called.
fn everything_ends() {
    let client = demo_client();
    assert_eq!(
        client.wait(demo::DETACH_VOLUME).send().unwrap().as_str(),
        "failed"
    );
    assert_eq!(
        client.list_work_requests(demo::COMPARTMENT).items().count(),
        demo::IDS.len()
    );
    assert_eq!(
        client.watch([demo::CREATE_SUBNET]).filter_map(end).count(),
        1
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn sockets_serve_several_threads_at_a_time() {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    let client = work_requests::WorkRequestClient::builder()
        .environment(Env::empty())
        .config(Config::from_pairs(emulator.credentials().pairs()))
        .service_endpoint(server.endpoint())
        .circuit_breaker(CircuitBreakerStrategy::none())
        .build_blocking()
        .unwrap();
    let read =
        |client: WorkRequestClient| move || client.get_work_request(demo::DETACH_VOLUME).send();
    let threads: Vec<_> = (0..8)
        .map(|_| std::thread::spawn(read(client.clone())))
        .collect();
    for thread in threads {
        thread.join().unwrap().unwrap();
    }
    assert_eq!(emulator.received().len(), 8);
}

/// Tells when the thread that it is kept on has ended.
struct Farewell(Sender<()>);

impl Drop for Farewell {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

thread_local! {
    static FAREWELL: RefCell<Option<Farewell>> = const { RefCell::new(None) };
}

#[tokio::test(flavor = "current_thread")]
async fn dropping_the_last_of_it_ends_the_thread() {
    let client = demo_client();
    let (left, leaving) = channel();
    let wait = client
        .wait(demo::DETACH_VOLUME)
        .with(|wait| wait.on_progress(move |_| FAREWELL.set(Some(Farewell(left.clone())))));
    wait.send().unwrap();

    let call = client.get_work_request(demo::DETACH_VOLUME);
    drop(client);
    assert!(leaving.try_recv().is_err(), "the call needs it still");
    call.send().unwrap();
    leaving.try_recv().unwrap();
}

#[test]
fn a_callback_may_drop_the_last_of_it() {
    let (left, leaving) = channel();
    let client = demo_client();
    let last = client.clone();
    let watch = client.wait(demo::DETACH_VOLUME).with(|wait| {
        wait.on_progress(move |_| {
            let _kept = &last;
            FAREWELL.set(Some(Farewell(left.clone())));
        })
    });
    drop(client);
    watch.send().unwrap();
    leaving.recv_timeout(Duration::from_secs(10)).unwrap();
}

#[test]
fn a_call_in_a_callback_is_refused_instead_of_waiting_for_itself() {
    let client = demo_client();
    let (told, tell) = channel();
    let inner = client.clone();
    let wait = client.wait(demo::DETACH_VOLUME).with(|wait| {
        wait.on_progress(move |_| {
            let call = inner.get_work_request(demo::DETACH_VOLUME).send();
            let item = inner.list_work_requests(demo::COMPARTMENT).items().next();
            let event = inner.watch([demo::CREATE_SUBNET]).next();
            let lost = event.map(
                |event| matches!(event, WatchEvent::Lost { id, .. } if id == demo::CREATE_SUBNET),
            );
            let kinds = [call.unwrap_err().kind(), item.unwrap().unwrap_err().kind()];
            told.send((kinds, lost)).unwrap();
        })
    });
    assert_eq!(wait.send().unwrap().as_str(), "failed");
    assert_eq!(tell.recv().unwrap(), ([ErrorKind::Usage; 2], Some(true)));
}

#[test]
fn a_panic_in_a_callback_reaches_the_caller_and_the_client_stays_usable() {
    let client = demo_client();
    let wait = client.wait(demo::DETACH_VOLUME);
    let wait = wait.with(|wait| wait.on_progress(|_| panic!("of the listener")));
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| wait.send()));
    assert_eq!(
        *caught.unwrap_err().downcast::<&str>().unwrap(),
        "of the listener"
    );
    client.get_work_request(demo::DETACH_VOLUME).send().unwrap();
}

#[test]
fn what_is_wrong_with_the_settings_is_said_at_once() {
    let builder = work_requests::WorkRequestClient::builder().environment(Env::empty());
    let error = builder
        .config(Config::from_pairs([("region", "x")]))
        .build_blocking();
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Config);
}

#[cfg(feature = "auth")]
#[tokio::test]
async fn an_instance_is_asked_for_its_region_and_for_its_credentials() {
    use work_requests::AuthenticationType;

    let emulator = Emulator::demo();
    let builder = work_requests::WorkRequestClient::builder()
        .environment(Env::empty())
        .authentication(AuthenticationType::InstancePrincipal)
        .clock(emulator.clock())
        .transport(emulator.service());
    let client = builder
        .discover_blocking()
        .unwrap()
        .build_blocking()
        .unwrap();
    assert!(client.endpoint().contains(demo::REGION), "{client:?}");
    client.get_work_request(demo::DETACH_VOLUME).send().unwrap();
}

fn end(event: WatchEvent) -> Option<String> {
    match event {
        WatchEvent::Done { outcome, .. } => Some(outcome.as_str().to_owned()),
        _ => None,
    }
}
