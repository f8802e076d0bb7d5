//! `cargo xtask features`: each feature of each library compiles without the others.
//!
//! What stands elsewhere is not done again: `cargo xtask alone` tests each library with none of its
//! features, and clippy's run checks all of them together. Sets of two and more are left out: a
//! feature here adds an optional dependency or a module, and what two of them share shows when all
//! are on.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::library::{self, Package, cargo};

/// Stops at the first set that does not compile, and names it.
pub(crate) fn run() -> ExitCode {
    match check_all() {
        Ok(sets) => {
            say(&format!("features: {sets} sets compile"));
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn check_all() -> io::Result<usize> {
    let mut checked = 0;
    for package in library::published()? {
        for set in sets(&package) {
            check(&package.name, &set)?;
            checked += 1;
        }
    }
    Ok(checked)
}

/// Each feature by itself; and what a library has by default, where that is a set of its own.
fn sets(package: &Package) -> Vec<String> {
    if package.library().is_none() {
        return Vec::new();
    }
    let mut sets: Vec<String> = package.own_features().map(str::to_owned).collect();
    let default = package.features.get("default").map(Vec::as_slice);
    if let Some(many @ [_, _, ..]) = default {
        sets.push(many.join(","));
    }
    sets
}

fn check(package: &str, features: &str) -> io::Result<()> {
    say(&format!("{package}: {features}"));
    let status = cargo()
        .args(["check", "--locked", "--quiet", "--lib", "-p", package])
        .args(["--no-default-features", "--features", features])
        .status()?;
    match status.success() {
        true => Ok(()),
        false => Err(io::Error::other(format!(
            "{package} does not compile with the features `{features}` alone"
        ))),
    }
}

fn say(line: &str) {
    // Nobody is left to tell when stderr is closed.
    let _ = writeln!(io::stderr(), "{line}");
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn each_feature_is_a_set_and_the_default_is_one_where_it_has_several() {
        let packages = library::published().unwrap();
        let sets_of = |name: &str| sets(packages.iter().find(|p| p.name == name).unwrap());
        assert_eq!(
            sets_of("work-requests-signing"),
            ["aws-lc-rs", "encrypted-keys", "layer", "testing"]
        );
        assert!(sets_of("work-requests").contains(&"html".to_owned()));
        assert!(sets_of("work-requests").contains(&"encrypted-keys,webpki-roots".to_owned()));
        assert!(sets_of("work-requests-cli").is_empty());
    }
}
