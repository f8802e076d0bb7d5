//! Wires that are ready to be used, by name; a file a subject.

mod breaks;
mod chunks;
mod encodings;
mod headers;
mod interim;
mod lengths;
mod start_lines;

use std::time::Duration;

use super::{Wire, WireStep};

/// Name, meaning, steps.
type Ready = (&'static str, &'static str, fn() -> Vec<WireStep>);

const SUBJECTS: [&[Ready]; 7] = [
    breaks::ALL,
    lengths::ALL,
    start_lines::ALL,
    chunks::ALL,
    interim::ALL,
    headers::ALL,
    encodings::ALL,
];

pub(super) fn find(name: &str) -> Option<Wire> {
    let mut ready = SUBJECTS.into_iter().flatten();
    let (_, _, steps) = ready.find(|(known, ..)| *known == name)?;
    Some(Wire(steps()))
}

pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    let ready = SUBJECTS.into_iter().flatten();
    ready.map(|(name, meaning, _)| (*name, *meaning))
}

fn send(bytes: impl Into<Vec<u8>>) -> WireStep {
    WireStep::send(bytes)
}

fn pause(seconds: f64) -> WireStep {
    WireStep::Pause(Duration::from_secs_f64(seconds))
}

fn raw(text: &str, then: &[WireStep]) -> Vec<WireStep> {
    let mut steps = vec![send(text)];
    steps.extend_from_slice(then);
    steps
}

/// A good answer with these further headers.
fn head(headers: &str, then: &[WireStep]) -> Vec<WireStep> {
    let text = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{headers}\r\n");
    raw(&text, then)
}
