//! The reference of the configuration has all that the code reads and lets set.

use std::collections::BTreeSet;
use std::fs;

use crate::repository::{files, read};
use crate::tables::{names, section};

const REFERENCE: &str = "docs/configuration.md";

/// What begins a name in the environment that is ours to read, in a string of the sources.
const BEGINNINGS: [&str; 4] = ["\"OCI_", "\"SSL_CERT_", "\"KUBERNETES_", "\"NO_COLOR"];

fn is_of_a_name(character: char) -> bool {
    character.is_ascii_uppercase() || character.is_ascii_digit() || character == '_'
}

/// The names of variables in the sources of the crates.
fn variables() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in files("crates", ".rs") {
        if !path.components().any(|part| part.as_os_str() == "src") || path.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for beginning in BEGINNINGS {
            for (at, _) in code.match_indices(beginning) {
                let rest = &code[at + 1..];
                let name: String = rest.chars().take_while(|c| is_of_a_name(*c)).collect();
                if rest[name.len()..].starts_with('"') {
                    found.insert(name);
                }
            }
        }
    }
    found
}

#[test]
fn every_variable_that_is_read_is_in_the_reference() {
    let document = read(REFERENCE);
    let table = section(&document, "Environment variables").unwrap();
    let variables = variables();
    assert!(variables.len() >= 25, "{variables:?}");
    let forgotten: Vec<_> = variables
        .iter()
        .filter(|name| !names(table, name))
        .collect();
    assert!(forgotten.is_empty(), "{forgotten:?} are not in {REFERENCE}");
}

/// Public methods of a file that take `self` and something, and give it back.
fn settings(path: &str) -> BTreeSet<String> {
    let source = read(path);
    let all = source.split("pub fn ").skip(1);
    all.filter_map(|rest| {
        let (name, parameters) = rest.split_once('(')?;
        let parameters = parameters.split(')').next()?.trim_start();
        let takes_self = parameters.starts_with("self") || parameters.starts_with("mut self");
        let name = name.split('<').next()?;
        (takes_self && name != "build").then(|| name.to_owned())
    })
    .collect()
}

#[test]
fn every_setting_is_in_the_reference() {
    let document = read(REFERENCE);
    let of_client = section(&document, "Settings of a client").unwrap();
    let of_watching = section(&document, "Settings of waiting").unwrap();
    let places = [
        (
            of_client,
            "crates/work-requests/src/client/builder/mod.rs",
            18,
        ),
        (
            of_client,
            "crates/work-requests/src/client/builder/connections.rs",
            7,
        ),
        (of_watching, "crates/work-requests/src/watch/settings.rs", 8),
    ];
    for (table, path, least) in places {
        let settings = settings(path);
        assert!(settings.len() >= least, "{path}: {settings:?}");
        let forgotten: Vec<_> = settings.iter().filter(|name| !names(table, name)).collect();
        assert!(forgotten.is_empty(), "{forgotten:?} are not in {REFERENCE}");
    }
}

#[test]
fn every_key_of_a_profile_is_in_the_reference() {
    let document = read(REFERENCE);
    let table = section(&document, "The profile").unwrap();
    let source = read("crates/config/src/config/mod.rs");
    let readers = ["self.get(\"", "self.path(\"", "self.secret(\"", "given(\""];
    let keys: BTreeSet<&str> = readers
        .iter()
        .flat_map(|reader| source.split(reader).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(keys.len() >= 11, "{keys:?}");
    let forgotten: Vec<_> = keys.iter().filter(|key| !names(table, key)).collect();
    assert!(forgotten.is_empty(), "{forgotten:?} are not in {REFERENCE}");
}
