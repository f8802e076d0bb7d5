//! The modules of the package in `tests/codegen` are what the generator makes of its documents today.
//!
//! This is not a test of that package, so that it can write modules anew that do not compile.
//!
//! `UPDATE_GENERATED=1` writes them instead.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cases;

use std::{collections::HashSet, fmt::Write as _, fs, path::Path};

use cases::{Case, cases, generator, root};
use work_requests_codegen::{Document, Mode, sync};

const BANNER: &str = "// Written by the test `fresh`. Do not edit.\n\n";

fn updates() -> bool {
    std::env::var_os("UPDATE_GENERATED").is_some()
}

#[test]
fn every_module_is_fresh() {
    let mode = if updates() { Mode::Write } else { Mode::Check };
    let mut stale = Vec::new();
    for case in cases() {
        let document = Document::read(&case.spec).unwrap();
        let files = generator(&case).generate(&document);
        let files = files.unwrap_or_else(|error| panic!("{}: {error}", case.name));
        let changes = sync(&files, &case.out, mode).unwrap();
        stale.extend(changes.iter().map(ToString::to_string));
    }
    assert!(updates() || stale.is_empty(), "{}", stale.join("\n"));
}

#[test]
fn every_module_and_type_is_listed() {
    for group in ["features", "services"] {
        let path = format!("src/{group}/mod.rs");
        check(&root().join(path), &modules(group));
    }
    check(&root().join("src/registry.rs"), &registry());
}

fn check(path: &Path, text: &str) {
    if updates() {
        fs::write(path, text).unwrap();
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == text,
        "{} is stale: set UPDATE_GENERATED",
        path.display()
    );
}

fn modules(group: &str) -> String {
    let mut text = format!("{BANNER}//! The modules generated from `{group}/`.\n\n");
    for case in cases().iter().filter(|case| case.group == group) {
        writeln!(text, "pub mod {};", case.name).unwrap();
    }
    text
}

/// A function that finds a type by its names.
fn registry() -> String {
    let mut text = format!(
        "{BANNER}//! Every generated type, by the names of its module and of itself.\n\n\
         use crate::{{features, services, through}};\n\n\
         /// Reads JSON as a type and writes it again; `None` when there is no such type.\n\
         #[rustfmt::skip]\n\
         pub fn round_trip(module: &str, name: &str, json: &str) -> \
         Option<Result<serde_json::Value, serde_json::Error>> {{\n    \
         #[allow(deprecated)]\n    Some(match (module, name) {{\n",
    );
    cases().iter().for_each(|case| arms(case, &mut text));
    text.push_str("        _ => return None,\n    })\n}\n");
    text
}

fn arms(case: &Case, text: &mut String) {
    let document = Document::read(&case.spec).unwrap();
    let model = generator(case).model(&document).unwrap();
    let mut seen = HashSet::new();
    for type_def in model.types {
        let (group, module, name) = (case.group, &case.name, type_def.name);
        let wire = type_def.wire;
        if !seen.insert(wire.clone()) {
            continue;
        }
        writeln!(
            text,
            "        ({module:?}, {wire:?}) => through::<{group}::{module}::{name}>(json),"
        )
        .unwrap();
    }
}

#[test]
fn the_services_are_large() {
    for case in cases().iter().filter(|case| case.group == "services") {
        let document = Document::read(&case.spec).unwrap();
        let types = generator(case).model(&document).unwrap().types.len();
        assert!(types >= 60, "{} has only {types} types", case.name);
    }
}

#[test]
fn a_second_run_gives_the_same_text() {
    for case in cases().iter().filter(|case| case.group == "features") {
        let once = || {
            let document = Document::read(&case.spec).unwrap();
            generator(case)
                .without_rustfmt()
                .generate(&document)
                .unwrap()
        };
        assert_eq!(once(), once(), "{}", case.name);
    }
}
