//! Where the requests of a service go, and what is kept of the places.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt as _;
use http_body_util::Full;
use work_requests::service::Operation;
use work_requests::{
    ClientBuilder, Config, Env, ErrorKind, RetryStrategy, Service, WatchEvent, WorkRequestClient,
};
use work_requests_emulator::{Emulator, Received, WorkRequestScript};

const PHOENIX: &str = "ocid1.clustersworkrequest.oc1.phx.x";
const SHARED: &str = "ocid1.coreservicesworkrequest.oc1.phx.x";

fn emulator() -> Emulator {
    let emulator = Emulator::builder().build();
    for (service, id) in [("container_engine", PHOENIX), ("work_requests", SHARED)] {
        let script = WorkRequestScript::new("DO").id(id).service(service);
        let script = script.succeeded(Duration::from_secs(20));
        emulator.control().create(script).unwrap();
    }
    emulator
}

/// A client whose profile is of Ashburn.
fn builder(emulator: &Emulator) -> ClientBuilder {
    WorkRequestClient::builder()
        .environment(Env::empty())
        .config(Config::from_pairs(emulator.credentials().pairs()))
        .clock(emulator.clock())
        .transport(emulator.service())
}

fn hosts(emulator: &Emulator) -> Vec<String> {
    let host = |request: &Received| request.host().unwrap().to_owned();
    emulator.received().iter().map(host).collect()
}

fn clusters() -> &'static Service {
    Service::by_name("container_engine").unwrap()
}

#[tokio::test(start_paused = true)]
async fn every_operation_on_a_work_request_goes_to_the_region_of_its_ocid() {
    let emulator = emulator();
    let of = builder(&emulator).build().unwrap().service(clusters());
    of.get_work_request(PHOENIX).await.unwrap();
    of.list_work_request_errors(PHOENIX).await.unwrap();
    of.list_work_request_logs(PHOENIX).await.unwrap();
    of.report(PHOENIX).await.unwrap();
    of.wait(PHOENIX).await.unwrap();
    of.cancel_work_request(PHOENIX).await.unwrap_err();
    let hosts = hosts(&emulator);
    assert!(hosts.len() > 7, "{hosts:?}");
    let phoenix = |host: &String| host.contains(".us-phoenix-1.");
    assert!(hosts.iter().all(phoenix), "{hosts:?}");
}

#[tokio::test(start_paused = true)]
async fn the_typed_operations_follow_an_ocid_where_asked() {
    let emulator = emulator();
    let client = builder(&emulator).build().unwrap();
    let there = client.in_region_of(SHARED).unwrap();
    assert_eq!(
        there.endpoint(),
        "https://iaas.us-phoenix-1.oraclecloud.com/20160918"
    );
    there.get_work_request(SHARED).await.unwrap();
    let here = client.in_region_of("ocid1.x.oc1.attacker.x").unwrap();
    assert_eq!(here.endpoint(), client.endpoint());
    let pinned = builder(&emulator).region("uk-london-1").build().unwrap();
    let still = pinned.in_region_of(SHARED).unwrap();
    assert_eq!(still.endpoint(), pinned.endpoint());
}

#[tokio::test(start_paused = true)]
async fn a_region_named_for_a_service_beats_all_but_an_endpoint() {
    let emulator = emulator();
    let client = builder(&emulator).region("uk-london-1").build().unwrap();
    let of = client.service(clusters()).region("eu-frankfurt-1");
    of.get_work_request(PHOENIX).await.unwrap();
    of.wait(PHOENIX).await.unwrap();
    let hosts = hosts(&emulator);
    let there = |host: &String| host.contains(".eu-frankfurt-1.");
    assert!(hosts.iter().all(there), "{hosts:?}");
    let new = client.service(clusters()).region("xx-nowhere-1");
    assert!(new.endpoint().unwrap().contains(".xx-nowhere-1."));
    let at = builder(&emulator).service_endpoint("https://gateway.example.com");
    let of = at.build().unwrap().service(clusters()).region("phx");
    assert_eq!(
        of.endpoint().unwrap(),
        "https://gateway.example.com/20180222"
    );
}

#[tokio::test(start_paused = true)]
async fn names_of_one_region_share_what_is_known_of_it() {
    let emulator = Emulator::builder().build();
    let failing = tower::service_fn(async |_| {
        let answer = http::Response::builder().status(503);
        Ok::<_, std::io::Error>(answer.body(Full::<Bytes>::default()).unwrap())
    });
    let client = builder(&emulator).transport(failing);
    let client = client
        .retry_strategy(RetryStrategy::none())
        .build()
        .unwrap();
    let read = async |region: &str| {
        let of = client.service(clusters()).region(region);
        of.get_work_request("x").await.unwrap_err().kind()
    };
    let mut kinds = Vec::new();
    for _ in 0..40 {
        kinds.push(read("iad").await);
    }
    assert_eq!(kinds.last(), Some(&ErrorKind::CircuitOpen), "{kinds:?}");
    assert_eq!(read("us-ashburn-1").await, ErrorKind::CircuitOpen);
    let own = client.service(clusters()).get_work_request("x").await;
    assert_eq!(own.unwrap_err().kind(), ErrorKind::CircuitOpen);
    assert_ne!(read("phx").await, ErrorKind::CircuitOpen);
}

#[tokio::test(start_paused = true)]
async fn a_named_service_goes_on_with_what_it_saved() {
    let emulator = Emulator::builder().build();
    let mysql = Service::by_name("mysql").unwrap();
    let script = WorkRequestScript::new("DO").id("plain").service("mysql");
    let script = script.succeeded(Duration::from_secs(20));
    emulator.control().create(script).unwrap();
    let of = builder(&emulator).build().unwrap().service(mysql);
    let mut watch = of.watch(["plain"]);
    watch.next().await.unwrap();
    let saved = watch.checkpoint();
    drop(watch);
    let events: Vec<_> = of.resume(saved).collect().await;
    let Some(WatchEvent::Done { outcome, .. }) = events.last() else {
        panic!("{events:?}")
    };
    assert_eq!(outcome.work_request().unwrap().service(), mysql);
}

#[tokio::test(start_paused = true)]
async fn a_retry_token_is_new_where_the_request_id_is_not() {
    let emulator = Emulator::builder().build();
    let client = builder(&emulator).request_ids(|| "mine".to_owned());
    let of = client.build().unwrap();
    let of = of.service(Service::by_name("apigateway").unwrap());
    for _ in 0..2 {
        of.cancel_work_request("x").await.unwrap_err();
    }
    let received = emulator.received();
    let tokens = received
        .iter()
        .map(|request| request.header("opc-retry-token").unwrap());
    let tokens: std::collections::HashSet<_> = tokens.collect();
    assert_eq!(tokens.len(), 2);
    assert!(!tokens.contains("mine"));
}

#[tokio::test(start_paused = true)]
async fn only_what_an_operation_takes_is_sent() {
    let emulator = Emulator::builder().build();
    let client = builder(&emulator).build().unwrap();
    for service in Service::all() {
        let of = service
            .parameters()
            .chain(["noSuchParameter"])
            .filter(|name| !["page", "limit"].contains(name))
            .fold(client.service(service), |of, name| of.parameter(name, "v"));
        let _ = of.get_work_request("x").await;
        let _ = of.list_work_requests().limit(5.try_into().unwrap()).await;
        let _ = of
            .list_work_request_errors("x")
            .limit(5.try_into().unwrap())
            .await;
        let _ = of
            .list_work_request_logs("x")
            .limit(5.try_into().unwrap())
            .await;
        let _ = of.cancel_work_request("x").await;
        let known: Vec<&str> = service.parameters().collect();
        for request in emulator.received() {
            let (path, query) = request
                .target
                .split_once('?')
                .unwrap_or((&request.target, ""));
            let operation = operation(service, request.method.as_str(), path);
            for name in query.split('&').filter_map(|pair| pair.split('=').next()) {
                let taken = name.is_empty() || operation.takes(name);
                assert!(
                    taken && (name.is_empty() || known.contains(&name)),
                    "{service:?} {}",
                    request.target
                );
            }
        }
        emulator.control().forget_received();
    }
}

/// The operation whose path this is.
fn operation(service: &'static Service, method: &str, path: &str) -> Operation {
    let all = [
        ("GET", Some(service.get())),
        ("GET", Some(service.list())),
        ("GET", service.errors()),
        ("GET", service.logs()),
        ("DELETE", service.cancel()),
    ];
    let fits = |operation: &Operation| {
        let filled = operation
            .path()
            .split('{')
            .map(|piece| match piece.split_once('}') {
                Some(("workRequestId", rest)) => format!("x{rest}"),
                Some((_, rest)) => format!("v{rest}"),
                None => piece.to_owned(),
            });
        path.ends_with(&filled.collect::<String>())
    };
    let found = all.into_iter().find_map(|(known, operation)| {
        operation.filter(|operation| known == method && fits(operation))
    });
    *found.unwrap_or_else(|| panic!("{service:?} {method} {path}"))
}

#[tokio::test(start_paused = true)]
async fn a_service_that_names_its_header_badly_is_refused() {
    static BAD: Service = Service::new("bad", "https://bad.{region}.{secondLevelDomain}", "1")
        .with_request_id_header("no header");
    static UPPER: Service = Service::new("upper", "https://up.{region}.{secondLevelDomain}", "1")
        .with_request_id_header("X-Request-Id");
    let emulator = Emulator::builder().service(&UPPER).build();
    let client = builder(&emulator).build().unwrap();
    let error = client
        .service(&BAD)
        .get_work_request("x")
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Usage, 0));
    let error = client
        .service(&UPPER)
        .get_work_request("x")
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 1);
    let sent = emulator.received().pop().unwrap();
    assert!(sent.header("x-request-id").is_some());
}

#[tokio::test(start_paused = true)]
async fn entries_in_a_document_have_one_page() {
    let emulator = Emulator::builder().build();
    let waas = Service::by_name("waas").unwrap();
    let of = builder(&emulator).build().unwrap().service(waas);
    let error = of
        .list_work_request_errors("x")
        .page("2")
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Usage, 0));
    assert!(emulator.received().is_empty());
}
