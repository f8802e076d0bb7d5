//! What must hold for any bytes: the bodies of the fuzz targets.
//!
//! `fuzz/` runs them under a fuzzer, `tests/tests/fuzz.rs` over their corpus and over random bytes.
//! Each panics when something does not hold.
#![allow(clippy::panic, reason = "a finding is a panic")]

mod answers;
mod credentials;
mod signing;
mod texts;

/// A target: its name, which is that of its corpus, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 8] = [
    ("config", texts::config),
    ("openapi", texts::openapi),
    ("pem", credentials::pem),
    ("jwt", credentials::jwt),
    ("signing", signing::round_trip),
    ("model", answers::model),
    ("retry_after", answers::retry_after),
    ("pages", answers::pages),
];

/// Runs one target.
pub fn run(name: &str, data: &[u8]) {
    let found = TARGETS.iter().find(|(target, _)| *target == name);
    let (_, target) = found.unwrap_or_else(|| panic!("no target is named {name}"));
    target(data);
}
