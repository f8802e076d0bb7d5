//! Every service of the catalogue, against the emulator speaking as that service does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Duration;

use futures_util::{StreamExt as _, TryStreamExt as _};
use serde_json::Value;
use work_requests::service::{Operation, Shape, WORK_REQUESTS};
use work_requests::work::Status;
use work_requests::{
    ClientBuilder, Config, Env, ErrorKind, Outcome, Service, ServiceClient, WatchEvent,
    WorkRequestClient,
};
use work_requests_emulator::{Emulator, Received, WorkRequestScript, demo};

const COMPARTMENT: &str = demo::COMPARTMENT;

fn builder(emulator: &Emulator) -> ClientBuilder {
    WorkRequestClient::builder()
        .environment(Env::empty())
        .config(Config::from_pairs(emulator.credentials().pairs()))
        .clock(emulator.clock())
        .transport(emulator.service())
}

/// A work request that fails after ten seconds, with a log line and an error.
fn failing(service: &Service, id: &str) -> WorkRequestScript {
    WorkRequestScript::new("CREATE_THING")
        .id(id)
        .service(service.name())
        .started(Duration::from_secs(1))
        .log(Duration::from_secs(2), "Making the thing")
        .failed(
            Duration::from_secs(10),
            "LimitExceeded",
            "No room for the thing",
        )
}

/// The service, with a value for each parameter that any of its operations needs.
fn ready(client: &WorkRequestClient, service: &'static Service) -> ServiceClient {
    let operations = [Some(service.get()), Some(service.list()), service.errors()];
    let needed = operations.into_iter().flatten().flat_map(|operation| {
        let required = operation.required().iter().copied();
        operation.path_parameters().chain(required)
    });
    needed
        .filter(|name| *name != "compartmentId")
        .fold(client.service(service), |ready, name| {
            ready.parameter(name, format!("a {name}"))
        })
}

/// The last request that arrived.
fn last(emulator: &Emulator) -> Received {
    emulator.received().pop().unwrap()
}

fn json(raw: &[u8]) -> Value {
    serde_json::from_slice(raw).unwrap()
}

#[tokio::test(start_paused = true)]
async fn every_service_is_read_listed_explained_and_cancelled_in_its_own_shape() {
    let emulator = Emulator::builder().build();
    let client = builder(&emulator).build().unwrap();
    for service in Service::all() {
        let (ended, open) = (
            format!("{}-1", service.name()),
            format!("{}-2", service.name()),
        );
        let script = failing(service, &ended).age(Duration::from_secs(60));
        emulator.control().create(script).unwrap();
        emulator.control().create(failing(service, &open)).unwrap();
        let ready = ready(&client, service);
        read(service, &ready, &ended).await;
        listed(service, &ready, &ended).await;
        explained(service, &ready, &ended).await;
        cancelled(service, &ready, &open).await;
        let strays = emulator.received();
        assert!(
            strays.iter().all(|request| request.verdict.is_verified()),
            "{service:?}"
        );
        let host = last(&emulator).host().unwrap().to_owned();
        assert!(host.contains("us-ashburn-1"), "{service:?} {host}");
    }
    assert!(Service::all().len() >= 105);
}

async fn read(service: &'static Service, ready: &ServiceClient, id: &str) {
    let response = ready.get_work_request(id).await.unwrap();
    let work = &response.data;
    assert_eq!(
        (work.id(), work.status()),
        (Some(id), Status::Failed),
        "{service:?}"
    );
    assert_eq!(work.service(), service);
    assert_eq!(work.operation_type(), Some("CREATE_THING"), "{service:?}");
    assert_eq!(work.compartment_id(), Some(COMPARTMENT), "{service:?}");
    let document = json(response.raw());
    let has = |name: &str| document.get(service.member(name)).is_some();
    assert!(
        has("status") && has("timeFinished"),
        "{service:?} {document}"
    );
    assert!(
        service.absent().iter().all(|name| !has(name)),
        "{service:?}"
    );
    assert_eq!(
        work.time_accepted().is_some(),
        has("timeAccepted"),
        "{service:?}"
    );
    let own = service.words().iter().find(|(usual, _)| *usual == "FAILED");
    assert_eq!(work.raw_status(), own.map_or("FAILED", |(_, own)| own));
}

async fn listed(service: &'static Service, ready: &ServiceClient, id: &str) {
    let list = ready.list_work_requests();
    let list = match service.list().takes("compartmentId") {
        true => list.compartment_id(COMPARTMENT),
        false => list,
    };
    let response = list.await.unwrap();
    let ids: Vec<_> = response.data.iter().filter_map(|work| work.id()).collect();
    assert!(ids.contains(&id) && ids.len() == 2, "{service:?} {ids:?}");
    let list = json(response.raw());
    assert_eq!(
        list.is_array(),
        service.list().shape() == Shape::Array,
        "{service:?}"
    );
}

async fn explained(service: &'static Service, ready: &ServiceClient, id: &str) {
    let (in_document, errors) = (
        service.embedded("errors"),
        ready.list_work_request_errors(id),
    );
    match (
        service.errors().is_some() || in_document.is_some(),
        errors.await,
    ) {
        (true, Ok(errors)) => {
            assert_eq!(errors.data[0].code(), "LimitExceeded", "{service:?}");
            assert_eq!(errors.data[0].message(), "No room for the thing");
        }
        (false, Err(error)) => assert_eq!((error.kind(), error.attempts()), (ErrorKind::Usage, 0)),
        (_, other) => panic!("{service:?} {other:?}"),
    }
    let (in_document, logs) = (service.embedded("logs"), ready.list_work_request_logs(id));
    match (
        service.logs().is_some() || in_document.is_some(),
        logs.await,
    ) {
        (true, Ok(logs)) => {
            assert_eq!(logs.data[0].message(), "Making the thing", "{service:?}");
            assert!(logs.data[0].timestamp().is_some(), "{service:?}");
        }
        (false, Err(error)) => assert_eq!((error.kind(), error.attempts()), (ErrorKind::Usage, 0)),
        (_, other) => panic!("{service:?} {other:?}"),
    }
    let report = ready.report(id).await.unwrap();
    let known = service.errors().is_some() || service.embedded("errors").is_some();
    assert_eq!(report.headline().is_some(), known, "{service:?}");
    let missing = [report.errors().unavailable(), report.logs().unavailable()];
    assert_eq!(missing, [None, None], "{service:?}");
}

async fn cancelled(service: &'static Service, ready: &ServiceClient, id: &str) {
    match (service.cancel(), ready.cancel_work_request(id).await) {
        (Some(_), Ok(_)) => {
            let outcome = ready.wait(id).await.unwrap();
            assert!(
                matches!(outcome, Outcome::Canceled(_)),
                "{service:?} {outcome:?}"
            );
        }
        (None, Err(error)) => assert_eq!((error.kind(), error.attempts()), (ErrorKind::Usage, 0)),
        (_, other) => panic!("{service:?} {other:?}"),
    }
}

/// Identifiers of five services; the third is to fail.
const FIVE: [(&str, &str); 5] = [
    ("container_engine", "ocid1.clustersworkrequest.oc1.iad.five"),
    (
        "work_requests",
        "ocid1.coreservicesworkrequest.oc1.phx.five",
    ),
    (
        "mysql",
        "ocid1.mysqlworkrequest.oc1.eu-frankfurt-1.5a8e.five",
    ),
    ("identity_tagging", "ocid1.taggingworkrequest.oc1..five"),
    (
        "load_balancer",
        "ocid1.loadbalancerworkrequest.oc1.uk-london-1.five",
    ),
];

/// An emulator with the five.
fn five() -> Emulator {
    let emulator = Emulator::builder().build();
    for (name, id) in FIVE {
        let script = match name {
            "mysql" => failing(Service::by_name(name).unwrap(), id),
            _ => WorkRequestScript::new("DO")
                .id(id)
                .service(name)
                .succeeded(Duration::from_secs(20)),
        };
        emulator.control().create(script).unwrap();
    }
    emulator
}

#[tokio::test(start_paused = true)]
async fn five_services_are_followed_at_once_and_the_failure_explained() {
    let emulator = five();
    let client = builder(&emulator).build().unwrap();
    let mut watch = client.watch(FIVE.map(|(_, id)| id)).entries(true);
    let mut outcomes = Vec::new();
    let mut told = Vec::new();
    while let Some(event) = watch.next().await {
        match event {
            WatchEvent::Done { id, outcome, .. } => {
                let service = outcome.work_request().unwrap().service().name();
                outcomes.push((id, service, outcome.as_str()));
            }
            WatchEvent::Error { entry, .. } => told.push(entry.message().to_owned()),
            _ => {}
        }
    }
    outcomes.sort();
    let mut wanted = FIVE.map(|(name, id)| {
        let outcome = if name == "mysql" {
            "failed"
        } else {
            "succeeded"
        };
        (id.to_owned(), name, outcome)
    });
    wanted.sort();
    assert_eq!(outcomes, wanted);
    assert_eq!(told, ["No room for the thing"]);
    let report = client.report(FIVE[2].1).await.unwrap();
    assert_eq!(
        report.headline().unwrap(),
        "LimitExceeded: No room for the thing"
    );
}

#[tokio::test(start_paused = true)]
async fn an_ocid_tells_service_and_region() {
    let emulator = five();
    let client = builder(&emulator).build().unwrap();
    let hosts = [
        "containerengine.us-ashburn-1.oci.oraclecloud.com",
        "iaas.us-phoenix-1.oraclecloud.com",
        "mysql.eu-frankfurt-1.ocp.oraclecloud.com",
        "identity.us-ashburn-1.oci.oraclecloud.com",
        "iaas.uk-london-1.oraclecloud.com",
    ];
    for ((name, id), host) in FIVE.into_iter().zip(hosts) {
        let of = client.service_of(id);
        assert_eq!(of.service().name(), name);
        of.get_work_request(id).await.unwrap();
        assert_eq!(last(&emulator).host(), Some(host), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_caller_names_beats_the_ocid_and_unknown_regions_are_not_followed() {
    let emulator = five();
    let (_, id) = FIVE[0];
    let pinned = builder(&emulator)
        .region("us-phoenix-1")
        .service(WORK_REQUESTS);
    let of = pinned.build().unwrap().service_of(id);
    assert_eq!(of.service(), WORK_REQUESTS);
    assert!(
        of.endpoint()
            .unwrap()
            .starts_with("https://iaas.us-phoenix-1.")
    );
    let at = builder(&emulator).service_endpoint("https://gateway.example.com/{service}");
    let of = at.build().unwrap().service_of(id);
    assert_eq!(
        of.endpoint().unwrap(),
        "https://gateway.example.com/container_engine/20180222"
    );
    let client = builder(&emulator).build().unwrap();
    let evil = client.service_of("ocid1.clustersworkrequest.oc1.attacker.x");
    assert!(evil.endpoint().unwrap().contains(".us-ashburn-1."));
}

#[tokio::test(start_paused = true)]
async fn a_type_that_is_not_known_is_asked_of_the_shared_service() {
    use work_requests::service::ChosenBy;
    let client = builder(&five()).build().unwrap();
    let chosen = |id: &str| {
        let of = client.service_of(id);
        (of.service().name(), of.chosen_by())
    };
    assert_eq!(
        chosen("ocid1.newworkrequest.oc1.iad.x"),
        ("work_requests", ChosenBy::Fallback)
    );
    assert_eq!(chosen("not an OCID"), ("work_requests", ChosenBy::Fallback));
    assert_eq!(chosen(FIVE[1].1), ("work_requests", ChosenBy::Ocid));
}

#[tokio::test(start_paused = true)]
async fn parameters_are_checked_before_anything_is_sent() {
    let emulator = five();
    let client = builder(&emulator).build().unwrap();
    let logs = client.service(Service::by_name("log_analytics").unwrap());
    let missing = logs.get_work_request("x").await.unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::Usage);
    assert!(missing.to_string().contains("namespaceName"), "{missing}");
    for unsafe_value in ["..", "a/b", "", "a\nb"] {
        let of = logs.clone().parameter("namespaceName", unsafe_value);
        let error = of.get_work_request("x").await.unwrap_err();
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Usage, 0),
            "{unsafe_value:?}"
        );
    }
    let mysql = client.service(Service::by_name("mysql").unwrap());
    let error = mysql.list_work_requests().await.unwrap_err();
    assert!(error.to_string().contains("compartmentId"), "{error}");
    let balancer = client.service(Service::by_name("load_balancer").unwrap());
    let balancer = balancer.parameter("loadBalancerId", "x");
    let list = balancer.list_work_requests().compartment_id(COMPARTMENT);
    let error = list.await.unwrap_err();
    assert!(
        error.to_string().contains("does not take compartmentId"),
        "{error}"
    );
    assert!(emulator.received().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_cancellation_can_be_bound_to_what_was_read() {
    let emulator = Emulator::builder().build();
    let service = Service::by_name("apigateway").unwrap();
    let id = emulator
        .control()
        .create(failing(service, "ocid1.apiworkrequest.oc1.iad.x"))
        .unwrap();
    let client = builder(&emulator).build().unwrap();
    let of = client.service_of(&id);
    let read = of.get_work_request(&id).await.unwrap();
    let etag = read.headers()["etag"].to_str().unwrap().to_owned();
    let stale = of
        .cancel_work_request(&id)
        .if_match("stale")
        .await
        .unwrap_err();
    assert_eq!(stale.status().unwrap(), 412);
    of.cancel_work_request(&id).if_match(etag).await.unwrap();
    let sent = last(&emulator);
    assert_eq!(sent.method, "DELETE");
    assert!(sent.header("opc-retry-token").is_some());
    assert!(matches!(of.wait(&id).await.unwrap(), Outcome::Canceled(_)));
    let ended = of.cancel_work_request(&id).await.unwrap_err();
    assert_eq!(ended.code(), Some("IncorrectState"));
    let shared = client
        .service(WORK_REQUESTS)
        .cancel_work_request(&id)
        .await
        .unwrap_err();
    assert!(
        shared
            .to_string()
            .contains("work_requests has no cancel_work_request"),
        "{shared}"
    );
}

#[tokio::test(start_paused = true)]
async fn pages_and_compartments_of_any_service_are_walked() {
    let emulator = Emulator::builder()
        .largest_page(3.try_into().unwrap())
        .build();
    let service = Service::by_name("container_engine").unwrap();
    for number in 0..10 {
        let id = format!("ocid1.clustersworkrequest.oc1.iad.{number}");
        emulator.control().create(failing(service, &id)).unwrap();
    }
    let client = builder(&emulator).build().unwrap().service(service);
    let items = client
        .list_work_requests()
        .compartment_id(COMPARTMENT)
        .items();
    let all: Vec<_> = items.try_collect().await.unwrap();
    assert_eq!(all.len(), 10);
    let events: Vec<_> = client.watch_compartment(COMPARTMENT).collect().await;
    let done = events
        .iter()
        .filter(|event| matches!(event, WatchEvent::Done { .. }));
    assert_eq!(done.count(), 10);
}

/// A service that is in no catalogue, as `cargo xtask codegen` would write it.
static INVENTED: Service = include!("../../../catalog/tests/invented/service.rs");

#[tokio::test(start_paused = true)]
async fn an_invented_service_is_a_description_and_nothing_else() {
    let emulator = Emulator::builder().service(&INVENTED).build();
    let id = "ocid1.teapotworkrequest.oc1.iad.x";
    emulator.control().create(failing(&INVENTED, id)).unwrap();
    let client = builder(&emulator).build().unwrap();
    let teapot = client.service(&INVENTED).parameter("kitchenId", "k");
    let outcome = teapot.wait(id).await.unwrap();
    assert_eq!(outcome.work_request().unwrap().raw_status(), "SPILLED");
    assert_eq!(outcome.as_str(), "failed");
    assert!(last(&emulator).target.contains("/kitchens/k/workRequests/"));
    assert_eq!(
        teapot
            .list_work_request_errors(id)
            .await
            .unwrap()
            .data
            .len(),
        1
    );
    let operation: &Operation = INVENTED.cancel().unwrap();
    assert_eq!(operation.headers(), ["if-match"]);
}
