//! `cargo xtask layers`: who may know whom, among crates and among the modules of a crate.

mod circles;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::process::{Command, ExitCode};

use crate::workspace;

/// A crate, and packages that must be nowhere beneath it, whatever its features.
const RULES: [(&str, &[&str]); 9] = [
    (
        "work-requests-models",
        &["http", "hyper", "tokio", "tower", "work-requests-*"],
    ),
    (
        "work-requests-signing",
        &["hyper", "tokio", "work-requests-*"],
    ),
    (
        "work-requests-config",
        &["hyper", "ring", "tokio", "work-requests-*"],
    ),
    ("work-requests-resilience", &["hyper", "work-requests-*"]),
    ("work-requests-transport", &["work-requests-*"]),
    (
        "work-requests-auth",
        &["hyper", "work-requests-models", "work-requests-transport"],
    ),
    (
        "work-requests-catalog",
        &["http", "hyper", "tokio", "serde_json", "work-requests-*"],
    ),
    (
        "work-requests-codegen",
        &["hyper", "tokio", "work-requests-*"],
    ),
    ("work-requests-emulator", &["work-requests"]),
];

/// Prints a line for each rule; fails when one is broken.
pub(crate) fn run() -> ExitCode {
    let mut stderr = io::stderr().lock();
    let mut code = ExitCode::SUCCESS;
    for (package, forbidden) in RULES {
        let line = match offenders(package, forbidden) {
            Ok(found) if found.is_empty() => {
                format!("{package}: ok, without {}", forbidden.join(", "))
            }
            Ok(found) => {
                code = ExitCode::FAILURE;
                let found = Vec::from_iter(found).join(", ");
                format!(
                    "{package}: depends on {found}; see `cargo tree -p {package} -e normal --all-features`"
                )
            }
            Err(error) => {
                code = ExitCode::FAILURE;
                format!("{package}: {error}")
            }
        };
        // Nobody is left to tell when stderr is closed.
        let _ = writeln!(stderr, "{line}");
    }
    for line in module_circles().unwrap_or_else(|error| vec![error.to_string()]) {
        code = ExitCode::FAILURE;
        let _ = writeln!(stderr, "{line}");
    }
    code
}

/// A line for each crate in which modules know each other.
fn module_circles() -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    for entry in std::fs::read_dir(workspace::root().join("crates"))? {
        let folder = entry?.path();
        let circle = circles::within(&folder)?;
        if !circle.is_empty() {
            let (name, circle) = (folder.display(), circle.join(", "));
            lines.push(format!("{name}: these modules know each other: {circle}"));
        }
    }
    Ok(lines)
}

fn offenders(package: &str, forbidden: &[&str]) -> io::Result<BTreeSet<String>> {
    let below = beneath(package)?;
    let is_forbidden = |name: &String| forbidden.iter().any(|rule| matches(rule, name));
    Ok(below.into_iter().filter(is_forbidden).collect())
}

/// A rule that ends in `*` means all names that begin so.
fn matches(rule: &str, name: &str) -> bool {
    match rule.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == rule,
    }
}

/// The names of all packages that a crate needs to run, itself excluded.
fn beneath(package: &str) -> io::Result<BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .current_dir(workspace::root())
        .args([
            "tree",
            "--locked",
            "--all-features",
            "-e",
            "normal",
            "--prefix",
            "none",
        ])
        .args(["--format", "{p}", "-p", package])
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let names = text
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    Ok(names
        .filter(|name| *name != package)
        .map(str::to_owned)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_the_rest_of_a_name() {
        assert!(matches("work-requests-*", "work-requests-models"));
        assert!(!matches("work-requests-*", "work-requests"));
        assert!(matches("tokio", "tokio") && !matches("tokio", "tokio-rustls"));
    }

    #[test]
    #[allow(clippy::unwrap_used)]
    fn what_is_beneath_a_crate_is_found_and_held_against_the_rule() {
        let found = offenders("work-requests-emulator", &["work-requests-m*", "hyper"]).unwrap();
        assert_eq!(Vec::from_iter(found), ["hyper", "work-requests-models"]);
    }
}
