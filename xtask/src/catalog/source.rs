//! The data as Rust source.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::data::{Data, Operation, Service, Shape};

/// The shared service, which is there without the others.
const SHARED: &str = "work_requests";

/// The file; `rustfmt` is kept from it, because its lines are as the data's.
pub(super) fn render(data: &Data) -> String {
    let mut text =
        "//! Made from `data/services.json` by `cargo xtask codegen`; not to be edited.\n\n\
        use crate::{Operation, Service, Shape};\n"
            .to_owned();
    let mut add = |more: &str| text.push_str(more);
    if let Some(shared) = data.services.get(SHARED) {
        add("\npub(crate) static WORK_REQUESTS: Service = ");
        add(&service(SHARED, shared));
        add(";\n");
    }
    add("\n#[cfg(not(feature = \"services\"))]\n");
    add("pub(crate) static SERVICES: &[&Service] = &[&WORK_REQUESTS];\n");
    add("\n#[cfg(feature = \"services\")]\npub(crate) static SERVICES: &[&Service] = &[\n");
    for (name, of) in &data.services {
        match name.as_str() {
            SHARED => add("    &WORK_REQUESTS,\n"),
            _ => add(&format!("    &{},\n", service(name, of))),
        }
    }
    add("];\n\n/// Types of OCIDs, and the services that they belong to.\n");
    add("pub(crate) static OCID_TYPES: &[(&str, &str)] = &[\n");
    for (kind, name) in &data.ocid_types {
        add(&format!("    ({kind:?}, {name:?}),\n"));
    }
    add("];\n");
    text
}

/// One service, a line for each way in which it differs from what is usual.
pub(super) fn service(name: &str, service: &Service) -> String {
    let Service {
        endpoint, version, ..
    } = service;
    let mut text = format!("Service::new({name:?}, {endpoint:?}, {version:?})");
    let mut with = |what: &str, value: String| {
        // Writing to memory does not fail.
        let _ = write!(text, "\n        .{what}({value})");
    };
    if let Some(header) = &service.request_id {
        with("with_request_id_header", format!("{header:?}"));
    }
    let operations = [
        ("get", "GET", &service.get),
        ("list", "LIST", &service.list),
        ("errors", "ERRORS", &service.errors),
        ("logs", "LOGS", &service.logs),
    ];
    for (what, usual, given) in operations {
        match given {
            None => with(&format!("without_{what}"), String::new()),
            Some(given) if given.is_usual() => {}
            Some(given) => with(&format!("with_{what}"), operation(usual, given)),
        }
    }
    if let Some(cancel) = &service.cancel {
        with("with_cancel", operation("CANCEL", cancel));
    }
    let tables = [
        ("with_members", pairs(&service.members)),
        ("with_absent", list(&service.absent)),
        ("with_embedded", pairs(&service.embedded)),
        ("with_words", pairs(&service.words)),
    ];
    for (what, value) in tables {
        if value != "&[]" {
            with(what, value);
        }
    }
    text
}

fn operation(usual: &str, given: &Operation) -> String {
    let shape = given.shape.map(|shape| match shape {
        Shape::Array => "Shape::Array".to_owned(),
        Shape::Items => "Shape::Items".to_owned(),
    });
    let differences = [
        ("path", given.path.as_ref().map(|path| format!("{path:?}"))),
        ("shape", shape),
        ("query", given.query.as_deref().map(list)),
        ("required", given.required.as_deref().map(list)),
        ("headers", given.headers.as_deref().map(list)),
    ];
    let written = differences
        .into_iter()
        .filter_map(|(what, value)| Some(format!(".with_{what}({})", value?)));
    format!("Operation::{usual}{}", written.collect::<String>())
}

fn list(texts: &[String]) -> String {
    format!("&{texts:?}")
}

fn pairs(map: &BTreeMap<String, String>) -> String {
    let quoted: Vec<_> = map
        .iter()
        .map(|(key, value)| format!("({key:?}, {value:?})"))
        .collect();
    format!("&[{}]", quoted.join(", "))
}
