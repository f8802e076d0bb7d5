//! The data as a whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(feature = "services")]

use std::collections::HashSet;

use proptest::prelude::*;
use work_requests_catalog::{Identifier, Service, Shape, WORK_REQUESTS};
use work_requests_config::{EndpointTemplate, Env, Expansion, Region};

#[test]
fn every_service_has_a_name_of_its_own_and_a_host_that_can_be_called() {
    let names: HashSet<_> = Service::all().map(Service::name).collect();
    assert_eq!(names.len(), Service::all().len());
    assert!(names.len() >= 105, "{}", names.len());
    let region = Region::from_text("iad", &Env::empty()).unwrap();
    for service in Service::all() {
        assert_eq!(Service::by_name(service.name()), Some(service));
        let template = EndpointTemplate::parse(service.endpoint_template()).unwrap();
        for dual_stack in [false, true] {
            let expansion = Expansion::new().region(&region).dual_stack(dual_stack);
            let endpoint = template.expand(&expansion).unwrap();
            assert!(
                endpoint.host().ends_with(".oraclecloud.com"),
                "{service:?} {endpoint}"
            );
        }
    }
}

/// Whether a path has whole segments, each a name or one parameter.
fn is_plain(path: &str) -> bool {
    let name = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric());
    let parameter = |text: &str| {
        let inner = text
            .strip_prefix('{')
            .and_then(|text| text.strip_suffix('}'));
        inner.is_some_and(name)
    };
    let segments = path.strip_prefix('/').map(|rest| rest.split('/'));
    segments.is_some_and(|mut all| all.all(|segment| name(segment) || parameter(segment)))
}

#[test]
fn every_operation_is_whole() {
    for service in Service::all() {
        let of_one = [
            Some(service.get()),
            service.errors(),
            service.logs(),
            service.cancel(),
        ];
        for operation in of_one.into_iter().flatten() {
            assert!(operation.path().contains("{workRequestId}"), "{service:?}");
            assert!(is_plain(operation.path()), "{service:?}");
            let lower = |name: &&str| **name == name.to_ascii_lowercase();
            assert!(operation.headers().iter().all(lower), "{service:?}");
        }
        assert!(is_plain(service.list().path()), "{service:?}");
        assert_eq!(service.get().shape(), Shape::Document);
        let lists = [Some(service.list()), service.errors(), service.logs()];
        for operation in lists.into_iter().flatten() {
            assert_ne!(operation.shape(), Shape::Document, "{service:?}");
            let known = |name: &&str| operation.takes(name);
            assert!(operation.required().iter().all(known), "{service:?}");
        }
        for (ours, own) in service.words() {
            assert_ne!(ours, own, "{service:?}");
        }
    }
    assert_eq!(Service::by_name("work_requests"), Some(WORK_REQUESTS));
    assert_eq!(WORK_REQUESTS.list().shape(), Shape::Array);
}

/// Some services call it `DeleteWorkRequest`; it cancels all the same.
#[test]
fn cancelling_is_known_by_either_name() {
    for name in [
        "analytics",
        "blockchain",
        "container_engine",
        "logging",
        "management_agent",
        "nosql",
        "waas",
    ] {
        let cancel = Service::by_name(name).and_then(Service::cancel);
        let headers = cancel.map(|operation| operation.headers());
        assert!(headers.unwrap().contains(&"if-match"), "{name}");
    }
    assert!(WORK_REQUESTS.cancel().is_none());
}

#[test]
fn parameters_of_paths_are_named() {
    let parameters = |name: &str| -> Vec<_> {
        let service = Service::by_name(name).unwrap();
        service.list().path_parameters().collect()
    };
    assert_eq!(parameters("load_balancer"), ["loadBalancerId"]);
    assert_eq!(parameters("log_analytics"), ["namespaceName"]);
    assert!(parameters("waas").is_empty());
}

#[test]
fn identifiers_lead_to_services() {
    for (kind, name) in [
        ("clustersworkrequest", "container_engine"),
        ("loadbalancerworkrequest", "load_balancer"),
        ("taggingworkrequest", "identity_tagging"),
        ("mysqlworkrequest", "mysql"),
        ("CoreServicesWorkRequest", "work_requests"),
    ] {
        let text = format!("ocid1.{kind}.oc1.iad.aaaa");
        let service = Identifier::read(&text).unwrap().service();
        assert_eq!(service.map(Service::name), Some(name), "{kind}");
    }
}

proptest! {
    /// Whatever the text, its parts are what stands between its dots, and none is made up.
    #[test]
    fn an_identifier_is_its_parts(
        text in prop_oneof![
            ".{0,80}",
            "ocid1(\\.[a-z0-9-]{0,6}){0,7}",
            "ocid1\\.clustersworkrequest\\.oc1\\.\\PC{0,12}\\.\\PC{0,12}",
        ],
    ) {
        let parts: Vec<&str> = text.split('.').collect();
        match Identifier::read(&text) {
            Some(id) => {
                prop_assert!(parts.len() >= 5 && parts[0] == "ocid1");
                prop_assert_eq!((id.kind(), id.realm()), (parts[1], parts[2]));
                prop_assert_eq!(id.region().unwrap_or_default(), parts[3]);
                let known = id.service().is_some();
                let types = || Service::all().flat_map(Service::ocid_types);
                prop_assert_eq!(known, types().any(|kind| kind.eq_ignore_ascii_case(parts[1])));
            }
            None => {
                let blank = [1, 2].iter().any(|at| parts.get(*at).is_none_or(|part| part.is_empty()));
                let last = parts.last().is_none_or(|part| part.is_empty());
                prop_assert!(parts.len() < 5 || parts[0] != "ocid1" || blank || last);
            }
        }
    }
}
