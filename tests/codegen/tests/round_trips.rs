//! What a service writes comes through the generated types unchanged.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{fs, path::Path, path::PathBuf};

use serde_json::Value;
use work_requests_codegen_tests::round_trip;

/// The files of samples, by the names of the modules they are for.
fn files() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for entry in fs::read_dir(root.join("features")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files.extend(
            name.strip_suffix(".samples.json")
                .map(|name| (name.to_owned(), path)),
        );
    }
    for entry in fs::read_dir(root.join("services")).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        files.push((name, folder.join("samples.json")));
    }
    files
}

fn samples(path: &Path) -> Vec<(String, Vec<Value>)> {
    let text = fs::read_to_string(path).unwrap();
    let all: serde_json::Map<String, Value> = serde_json::from_str(&text).unwrap();
    let lists = all
        .into_iter()
        .map(|(name, list)| (name, list.as_array().unwrap().clone()));
    lists.collect()
}

/// Numbers count as the same when their values are: 1 and 1.0.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64()
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let mut members = one.iter();
            one.len() == other.len()
                && members.all(|(name, one)| other.get(name).is_some_and(|other| same(one, other)))
        }
        _ => one == other,
    }
}

#[test]
fn every_sample_comes_back_unchanged() {
    let files = files();
    assert!(!files.is_empty());
    for (module, path) in files {
        for (name, list) in samples(&path) {
            assert!(!list.is_empty(), "{module}: {name} has no samples");
            for sample in list {
                let result = round_trip(&module, &name, &sample.to_string());
                let result = result.unwrap_or_else(|| panic!("{module}: no type {name}"));
                let back =
                    result.unwrap_or_else(|error| panic!("{module} {name}: {error}: {sample}"));
                assert!(same(&sample, &back), "{module} {name}:\n{sample}\n{back}");
            }
        }
    }
}
