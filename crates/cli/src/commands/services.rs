//! `services`: whose work requests can be read.

use serde::Serialize;
use work_requests::Service;
use work_requests::service::Operation;

use crate::args::ServicesArgs;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{Cell, Format, Screen, Table, write};

#[derive(Serialize)]
struct Document<T> {
    data: T,
}

/// What is known of a service.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Described {
    name: &'static str,
    endpoint: &'static str,
    version: &'static str,
    operations: Vec<&'static str>,
    /// What has to be named with `--param`.
    required_parameters: Vec<&'static str>,
    parameters: Vec<&'static str>,
    ocid_types: Vec<&'static str>,
}

impl From<&'static Service> for Described {
    fn from(service: &'static Service) -> Self {
        Self {
            name: service.name(),
            endpoint: service.endpoint_template(),
            version: service.version(),
            operations: operations(service).map(|(name, _)| name).collect(),
            required_parameters: service.required_parameters().collect(),
            parameters: service.parameters().collect(),
            ocid_types: service.ocid_types().collect(),
        }
    }
}

pub(super) fn run(args: ServicesArgs, screen: Screen) -> Result<Exit, CliError> {
    let all = || Service::all().map(Described::from);
    match (args.name, screen.format) {
        (Some(service), Format::Json | Format::Ndjson) => screen.json(&Document {
            data: Described::from(service),
        })?,
        (None, Format::Json) => screen.json(&Document {
            data: all().collect::<Vec<_>>(),
        })?,
        (None, Format::Ndjson) => {
            for service in all() {
                screen.json(&service)?;
            }
        }
        (Some(service), _) => write(&one(service, screen))?,
        (None, _) => write(&list(screen))?,
    }
    Ok(Exit::Done)
}

/// The operations that a service has, by the commands that run them.
fn operations(service: &'static Service) -> impl Iterator<Item = (&'static str, Operation)> {
    let all = [
        ("get", Some(service.get())),
        ("list", Some(service.list())),
        ("errors", service.errors()),
        ("logs", service.logs()),
        ("cancel", service.cancel()),
    ];
    all.into_iter()
        .filter_map(|(name, operation)| Some((name, *operation?)))
}

fn list(screen: Screen) -> String {
    let mut table = Table::new(["NAME", "VERSION", "COMMANDS", "NEEDS", "OCID TYPES"]);
    for service in Service::all().map(Described::from) {
        table.row([
            Cell::new(service.name),
            Cell::new(service.version),
            Cell::new(service.operations.join(" ")),
            Cell::new(service.required_parameters.join(" ")),
            Cell::new(service.ocid_types.join(" ")),
        ]);
    }
    table.render(screen.out)
}

fn one(service: &'static Service, screen: Screen) -> String {
    let mut table = Table::new(["WHAT", "HOW"]);
    let mut row = |what: &str, how: String| table.row([Cell::new(what), Cell::new(how)]);
    let described = Described::from(service);
    row("name", described.name.to_owned());
    row("endpoint", described.endpoint.to_owned());
    row("version", described.version.to_owned());
    for (name, operation) in operations(service) {
        let method = if name == "cancel" { "DELETE" } else { "GET" };
        row(name, format!("{method} {}", operation.path()));
    }
    for (name, kind) in [("errors", "errors"), ("logs", "logs")] {
        if let Some(member) = service.embedded(kind) {
            row(name, format!("in the document, as {member}"));
        }
    }
    row("needs", described.required_parameters.join(" "));
    row("takes", described.parameters.join(" "));
    row("OCID types", described.ocid_types.join(" "));
    table.render(screen.out)
}
