//! Whoever comes from the Python SDK finds every argument.

use crate::repository::read;
use crate::tables::{names, section};

const PARAMETERS: &str = include_str!("python-parameters.txt");

/// What of `section: name name …` the document does not name in a table of that section.
fn forgotten(document: &str) -> Vec<String> {
    let lines = PARAMETERS.lines().filter_map(|line| line.split_once(": "));
    let pairs = lines
        .filter(|(title, _)| !title.starts_with('#'))
        .flat_map(|(title, words)| words.split(' ').map(move |word| (title, word)));
    pairs
        .filter(|(title, word)| !section(document, title).is_some_and(|text| names(text, word)))
        .map(|(title, word)| format!("{title}: {word}"))
        .collect()
}

#[test]
fn every_argument_of_the_python_client_is_in_the_table() {
    let document = read("docs/migrating-from-python.md");
    assert_eq!(forgotten(&document), Vec::<String>::new());
}

#[test]
fn a_row_that_goes_missing_is_noticed() {
    let document = read("docs/migrating-from-python.md");
    let (before, after) = document.split_once("| `resource_id` |").unwrap();
    let without = format!("{before}| {after}");
    assert_eq!(forgotten(&without), ["list_work_requests: resource_id"]);
    let elsewhere = document.replacen("## `list_work_request_logs`", "## another", 1);
    assert_eq!(forgotten(&elsewhere).len(), 8);
}
