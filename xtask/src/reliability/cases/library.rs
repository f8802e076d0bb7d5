//! The library with its defaults: one attempt, and one typed error.

use work_requests_emulator::{FaultAnswer, Wire};

use super::super::case::{Case, Place};
use super::http::GETS;

const GROUP: &str = "library";

pub(super) fn cases() -> Vec<Case> {
    let get = |name: String, expected: &str| {
        Case::get(GROUP, name, expected)
            .by_library()
            .memory(u64::MAX)
    };
    // The library makes one attempt unless it is told to make more.
    let once = |expected: &str| expected.replace("x2", "x1");
    let wires = GETS.iter().map(|(name, expected)| {
        let meaning = Wire::names().find(|(known, _)| known == name);
        let meaning = meaning.map_or(*name, |(_, meaning)| meaning);
        get(meaning.to_owned(), &once(expected)).wire(name)
    });
    let statuses = [400, 401, 403, 404, 409, 412, 429, 500, 501, 502, 503, 504].map(|status| {
        let exit = match status {
            401 | 403 | 404 => 5,
            409 | 429 | 500 | 502.. => 6,
            _ => 4,
        };
        let expected = format!("{exit} service {status} x1");
        get(format!("status {status}"), &expected).always(FaultAnswer::status(status))
    });
    let gone = get("nobody listens".to_owned(), "6 connection x0").at(Place::Nowhere);
    let trusted = get("an authority that is trusted".to_owned(), "0 x1").at(Place::Https);
    wires.chain(statuses).chain([gone, trusted]).collect()
}
