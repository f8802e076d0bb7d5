//! The data as a table for people.

use std::fmt::Write as _;

use super::data::{Data, Service};

pub(super) fn render(data: &Data) -> String {
    let mut text = format!(
        "# Services\n\n\
         The {} kinds of work requests that are known, from `crates/catalog/data/services.json` by \
         `cargo xtask codegen`. `get` and `list` work for all; `–` is what a service lacks.\n\n\
         | name | host | version | errors | logs | cancel | parameters | OCID types |\n\
         |---|---|---|---|---|---|---|---|\n",
        data.services.len()
    );
    for (name, service) in &data.services {
        let types: Vec<_> = data
            .ocid_types
            .iter()
            .filter(|(_, of)| *of == name)
            .map(|(kind, _)| format!("`{kind}`"))
            .collect();
        let mark = |has: bool| if has { "yes" } else { "–" };
        let embedded = |what: &str| service.embedded.contains_key(what);
        let entries = |has: bool, what: &str| match (has, embedded(what)) {
            (true, _) => "yes",
            (false, true) => "in the document",
            (false, false) => "–",
        };
        // Writing to memory does not fail.
        let _ = writeln!(
            text,
            "| `{name}` | `{}` | {} | {} | {} | {} | {} | {} |",
            service.endpoint.trim_start_matches("https://"),
            service.version,
            entries(service.errors.is_some(), "errors"),
            entries(service.logs.is_some(), "logs"),
            mark(service.cancel.is_some()),
            parameters(service).join(", "),
            types.join(", "),
        );
    }
    text
}

/// What has to be named beside id and compartment.
fn parameters(service: &Service) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        let quoted = format!("`{name}`");
        let usual = matches!(name, "workRequestId" | "compartmentId");
        if !usual && !names.contains(&quoted) {
            names.push(quoted);
        }
    };
    let operations = [
        service.get.as_ref(),
        service.list.as_ref(),
        service.errors.as_ref(),
        service.logs.as_ref(),
    ];
    for operation in operations.into_iter().flatten() {
        let path = operation.path.as_deref().unwrap_or_default();
        path.split('{')
            .skip(1)
            .filter_map(|piece| piece.split('}').next())
            .for_each(&mut add);
        operation
            .required
            .iter()
            .flatten()
            .for_each(|name| add(name));
    }
    names
}
