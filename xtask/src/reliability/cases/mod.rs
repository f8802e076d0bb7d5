//! The cases, by group.

mod documents;
mod http;
mod library;
mod numbers;
mod permanent;
mod resource;
mod security;
mod timestamps;
mod transient;
mod waiter;

use work_requests_emulator::demo;

use super::case::Case;

/// All of them, group by group.
pub(super) fn all() -> Vec<Case> {
    [
        transient::cases(),
        permanent::cases(),
        documents::cases(),
        timestamps::cases(),
        numbers::cases(),
        http::cases(),
        resource::cases(),
        security::cases(),
        waiter::cases(),
        library::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A document of the service with one member put in, as JSON text, or left out.
fn document(member: &str, value: Option<&str>) -> String {
    let mut members = vec![
        ("operationType", "\"DetachVolume\"".to_owned()),
        ("status", "\"FAILED\"".to_owned()),
        ("id", format!("\"{}\"", demo::DETACH_VOLUME)),
        ("compartmentId", format!("\"{}\"", demo::COMPARTMENT)),
        ("resources", "[]".to_owned()),
        ("percentComplete", "100".to_owned()),
        ("timeAccepted", "\"2026-01-01T00:00:00Z\"".to_owned()),
    ];
    members.retain(|(name, _)| *name != member);
    if let Some(value) = value {
        members.push((member, value.to_owned()));
    }
    let members: Vec<_> = members
        .iter()
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    format!("{{{}}}", members.join(","))
}
