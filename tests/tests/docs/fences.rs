//! Examples are run, not only shown.

use std::fs;
use std::path::PathBuf;

use crate::repository::{files, root};

/// The most of a hundred Rust examples that may be shown without being run.
const MOST_PERCENT: usize = 5;

/// Words after which a block is Rust to rustdoc, though it is not run.
const NOT_RUN: [&str; 2] = ["no_run", "ignore"];

/// What rustdoc understands of the words behind the backticks that begin a block.
const RUST: [&str; 8] = [
    "rust",
    "no_run",
    "ignore",
    "should_panic",
    "compile_fail",
    "edition2021",
    "edition2024",
    "E0277",
];

/// Blocks of Rust, and those of them that are not run.
#[derive(Debug, Default, PartialEq)]
struct Count {
    rust: usize,
    not_run: usize,
}

impl Count {
    /// Adds the blocks of a text whose lines begin with `prefix`.
    fn add<'a>(&mut self, lines: impl Iterator<Item = &'a str>, bare_is_rust: bool) {
        let mut inside = false;
        for fence in lines.filter_map(|line| line.trim_start().strip_prefix("```")) {
            inside = !inside;
            let words: Vec<&str> = fence.split([',', ' ']).filter(|w| !w.is_empty()).collect();
            let is_rust = words.iter().all(|word| RUST.contains(word));
            if inside && is_rust && (bare_is_rust || !words.is_empty()) {
                self.rust += 1;
                self.not_run += usize::from(words.iter().any(|word| NOT_RUN.contains(word)));
            }
        }
    }

    fn source(&mut self, text: &str) {
        let comments = text.lines().filter_map(|line| {
            let line = line.trim_start();
            line.strip_prefix("///")
                .or_else(|| line.strip_prefix("//!"))
        });
        self.add(comments, true);
    }
}

#[test]
fn nearly_all_examples_are_run() {
    let mut count = Count::default();
    for path in files("crates", ".rs")
        .iter()
        .chain(&files("tests/src", ".rs"))
    {
        count.source(&fs::read_to_string(path).unwrap());
    }
    for path in documents() {
        count.add(fs::read_to_string(path).unwrap().lines(), false);
    }
    assert!(count.rust > 60, "{count:?}");
    let allowed = count.rust * MOST_PERCENT / 100;
    assert!(count.not_run <= allowed, "{count:?}: run more of them");
}

/// The documents whose blocks are files of an example, and the test that holds them against these.
const OF_AN_EXAMPLE: [(&str, &str); 1] = [("codegen.md", "crates/codegen/tests/guide.rs")];

/// Every Rust block of a document for users is compiled: the document is included where doc tests
/// are collected, or its blocks are the files of an example.
#[test]
fn every_document_with_rust_in_it_is_among_the_doc_tests() {
    let included: String = files("crates", "lib.rs")
        .iter()
        .chain(&files("tests/src", "lib.rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let compared = |name: &str| {
        let test = OF_AN_EXAMPLE.iter().find(|(document, _)| *document == name);
        test.is_some_and(|(_, test)| {
            fs::read_to_string(root().join(test))
                .unwrap()
                .contains(name)
        })
    };
    for path in documents() {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let within = path.strip_prefix(root()).unwrap();
        let is_of_a_crate = within.starts_with("crates");
        let include = match is_of_a_crate {
            true => "include_str!(\"../README.md\")".to_owned(),
            false => format!("{}\")", within.display()),
        };
        let has_rust = text.lines().any(|line| line.starts_with("```rust"));
        assert!(
            !has_rust || included.contains(&include) || compared(&name),
            "{name} is not tested"
        );
    }
}

fn documents() -> Vec<PathBuf> {
    let mut found = files("docs", ".md");
    found.extend(files("crates", "README.md"));
    found.extend(["README.md", "CONTRIBUTING.md"].map(|name| root().join(name)));
    found
}

#[test]
fn blocks_are_told_apart() {
    let mut count = Count::default();
    count.source(
        "/// ```\n/// let a = 1;\n/// ```\n//! ```no_run\n//! ```\n// ```\n/// ```text\n/// ```\n",
    );
    assert_eq!(
        count,
        Count {
            rust: 2,
            not_run: 1
        }
    );
    count.add("```\nplain\n```\n```rust,ignore\n```\n".lines(), false);
    assert_eq!(
        count,
        Count {
            rust: 3,
            not_run: 2
        }
    );
}
