//! The data as Rust source.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::data::{Data, Operation, Service, Shape};

const LIST_QUERY: [&str; 8] = [
    "compartmentId",
    "limit",
    "page",
    "resourceId",
    "sortBy",
    "sortOrder",
    "status",
    "workRequestId",
];
const ENTRY_QUERY: [&str; 4] = ["limit", "page", "sortBy", "sortOrder"];

const ID_PATH: &str = "/workRequests/{workRequestId}";

/// What an operation has unless the data says otherwise.
struct Usual {
    path: String,
    shape: &'static str,
    query: Vec<String>,
    required: Vec<String>,
    headers: Vec<String>,
}

/// The file; `rustfmt` is kept from it, because a service is a line.
pub(super) fn render(data: &Data) -> String {
    let mut text =
        "//! Made from `data/services.json` by `cargo xtask codegen`; not to be edited.\n\n\
        use crate::Service;\nuse crate::operation::{Operation, Shape};\n"
            .to_owned();
    for (name, service) in &data.services {
        if name == "work_requests" {
            let _ = write!(
                text,
                "\npub(crate) static WORK_REQUESTS: Service = {};\n",
                rendered(name, service)
            );
        }
    }
    let _ = writeln!(
        text,
        "\n#[cfg(not(feature = \"services\"))]\npub(crate) static SERVICES: &[&Service] = &[&WORK_REQUESTS];\n"
    );
    let _ = writeln!(
        text,
        "#[cfg(feature = \"services\")]\npub(crate) static SERVICES: &[&Service] = &["
    );
    for (name, service) in &data.services {
        let _ = match name.as_str() {
            "work_requests" => writeln!(text, "    &WORK_REQUESTS,"),
            _ => writeln!(text, "    &{},", rendered(name, service)),
        };
    }
    let _ = writeln!(
        text,
        "];\n\n/// Types of OCIDs, and the services that they belong to.\npub(crate) static OCID_TYPES: &[(&str, &str)] = &{};",
        pairs(&data.ocid_types)
    );
    text
}

fn rendered(name: &str, service: &Service) -> String {
    let usual = |path: &str, shape, query: &[&str], required: &[&str]| Usual {
        path: path.to_owned(),
        shape,
        query: owned(query),
        required: owned(required),
        headers: Vec::new(),
    };
    let entries = |what: &str| usual(&format!("{ID_PATH}/{what}"), "Items", &ENTRY_QUERY, &[]);
    let maybe = |given: &Option<Operation>, usual: Usual| match given {
        Some(given) => format!("Some({})", operation(given, usual)),
        None => "None".to_owned(),
    };
    let cancel = Usual {
        headers: owned(&["if-match"]),
        ..usual(ID_PATH, "Document", &[], &[])
    };
    format!(
        "Service {{ name: \"{name}\", endpoint_template: \"{}\", version: \"{}\", request_id_header: \"{}\", \
         get: {}, list: {}, errors: {}, logs: {}, cancel: {}, members: &{}, without: &{}, embedded: &{}, words: &{} }}",
        service.endpoint,
        service.version,
        service.request_id,
        operation(&service.get, usual(ID_PATH, "Document", &[], &[])),
        operation(
            &service.list,
            usual("/workRequests", "Items", &LIST_QUERY, &["compartmentId"])
        ),
        maybe(&service.errors, entries("errors")),
        maybe(&service.logs, entries("logs")),
        maybe(&service.cancel, cancel),
        pairs(&service.members),
        list(&service.without),
        pairs(&service.embedded),
        pairs(&service.words),
    )
}

fn operation(given: &Operation, usual: Usual) -> String {
    let shape = match given.shape {
        Some(Shape::Array) => "Array",
        Some(Shape::Items) => "Items",
        None => usual.shape,
    };
    format!(
        "Operation {{ path: \"{}\", shape: Shape::{shape}, query: &{}, required: &{}, headers: &{} }}",
        given.path.as_deref().unwrap_or(&usual.path),
        list(given.query.as_ref().unwrap_or(&usual.query)),
        list(given.required.as_ref().unwrap_or(&usual.required)),
        list(given.headers.as_ref().unwrap_or(&usual.headers)),
    )
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn list(texts: &[String]) -> String {
    let quoted: Vec<_> = texts.iter().map(|text| format!("{text:?}")).collect();
    format!("[{}]", quoted.join(", "))
}

fn pairs(map: &BTreeMap<String, String>) -> String {
    let quoted: Vec<_> = map
        .iter()
        .map(|(key, value)| format!("({key:?}, {value:?})"))
        .collect();
    format!("[{}]", quoted.join(", "))
}
