//! The fuzz targets on stable: their corpus, and random bytes that are like it.
//!
//! `PROPTEST_CASES=1000000 cargo test -p work-requests-tests --release --test fuzz` takes a million
//! cases of each.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use work_requests_tests::fuzz::{TARGETS, run};

/// The seeds of a target, by name.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target);
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() >= 3, "{target} has too few seeds");
    files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect()
}

#[test]
fn every_target_passes_its_corpus() {
    for (target, _) in TARGETS {
        for seed in corpus(target) {
            run(target, &seed);
        }
    }
}

/// A change to bytes.
#[derive(Debug, Clone)]
enum Change {
    Replace(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
    Cut(Index),
    Repeat(Index, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let words = select(vec![
        "\n", "\"", "{", "]", "=", ":", ".", "-----", "\u{feff}", "null", "9", "\\u",
    ]);
    let word = words.prop_map(|word| word.as_bytes().to_vec());
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Replace(at, byte)),
        (any::<Index>(), word).prop_map(|(at, word)| Change::Insert(at, word)),
        (any::<Index>(), 1..20_usize).prop_map(|(at, length)| Change::Remove(at, length)),
        any::<Index>().prop_map(Change::Cut),
        (any::<Index>(), 1..40_usize).prop_map(|(at, length)| Change::Repeat(at, length)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: Vec<Change>) -> Vec<u8> {
    for change in changes {
        if bytes.is_empty() {
            bytes.push(b' ');
        }
        let length = bytes.len();
        match change {
            Change::Replace(at, byte) => bytes[at.index(length)] = byte,
            Change::Insert(at, word) => {
                let at = at.index(length);
                bytes.splice(at..at, word);
            }
            Change::Remove(at, count) => {
                let at = at.index(length);
                bytes.drain(at..(at + count).min(length));
            }
            Change::Cut(at) => bytes.truncate(at.index(length)),
            Change::Repeat(at, count) => {
                let at = at.index(length);
                let piece = bytes[at..(at + count).min(length)].to_vec();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

/// Seeds with changes, and now and then bytes out of the blue.
fn like(target: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let near = (
        select(corpus(target)),
        prop::collection::vec(change(), 0..6),
    )
        .prop_map(|(seed, changes)| changed(seed, changes));
    prop_oneof![8 => near, 1 => prop::collection::vec(any::<u8>(), 0..200)]
}

/// A test for each target.
macro_rules! holds {
    ($($name:ident: $target:literal),* $(,)?) => {
        proptest! {
            #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
            $(
                #[test]
                fn $name(bytes in like($target)) {
                    run($target, &bytes);
                }
            )*
        }
    };
}

holds! {
    profiles_are_read_or_refused: "config",
    specifications_are_read_or_refused: "openapi",
    keys_are_read_or_refused: "pem",
    tokens_are_read_or_refused: "jwt",
    what_is_signed_verifies: "signing",
    documents_are_read_or_refused: "model",
    refusals_keep_their_status: "retry_after",
    walks_over_pages_end: "pages",
}
