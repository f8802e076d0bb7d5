//! What a README must tell.

use std::{fs, io};

use crate::library::Package;

/// What a reader looks for, and words that show it is there.
const PARTS: [(&str, &[&str]); 3] = [
    ("when to take it", &["take it", "take this crate"]),
    ("an example", &["```rust", "```sh"]),
    ("what it does not do", &["what it does not do"]),
];

/// The parts and features that a crate's README does not have.
pub(super) fn problems(package: &Package) -> io::Result<Vec<String>> {
    let text = fs::read_to_string(package.folder().join("README.md"))?.to_lowercase();
    let parts = PARTS
        .iter()
        .filter(|(_, words)| !words.iter().any(|word| text.contains(word)));
    let parts = parts.map(|(part, _)| format!("README does not tell {part}"));
    let features = package
        .own_features()
        .filter(|name| !text.contains(&format!("\n| `{name}` | ")));
    let features =
        features.map(|name| format!("README's table does not have the feature `{name}`"));
    Ok(parts.chain(features).collect())
}
