//! What the tests share: fixtures and cases.
#![allow(dead_code)] // each test binary uses its own part

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use work_requests_signing::PrivateKey;

/// 2026-01-01T00:00:00Z.
pub(crate) fn at() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

pub(crate) fn pem(name: &str) -> Vec<u8> {
    let path = folder("keys").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn key(name: &str) -> PrivateKey {
    PrivateKey::from_pem(&pem(name), None).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The text from the `BEGIN` line on, as crates that take no text before it want it.
pub(crate) fn armour(name: &str) -> String {
    let text = String::from_utf8(pem(name)).unwrap();
    text[text.find("-----BEGIN").unwrap()..].to_owned()
}
