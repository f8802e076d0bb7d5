//! `cargo xtask api [--check]`: the public items of each library, one a line, in a file beside it,
//! so that a change of them shows in review.

mod rustdoc;

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::library::{self, Package};
use crate::workspace;

pub(crate) use rustdoc::stand_in;

/// The file in the folder of a crate.
const FILE: &str = "api.txt";

/// The arguments of `cargo xtask api`.
#[derive(Debug, Args)]
pub(crate) struct Api {
    /// Write nothing; show what differs from the files, and exit with 1.
    #[arg(long)]
    check: bool,
}

impl Api {
    /// Runs the task and tells on stderr what there is to tell.
    pub(crate) fn run(&self) -> ExitCode {
        let (lines, code) = match self.changes() {
            Ok(lines) if lines.is_empty() => (Vec::new(), ExitCode::SUCCESS),
            Ok(lines) if self.check => (lines, ExitCode::FAILURE),
            Ok(lines) => (lines, ExitCode::SUCCESS),
            Err(error) => (vec![error.to_string()], ExitCode::FAILURE),
        };
        let mut stderr = io::stderr().lock();
        // Nobody is left to tell when stderr is closed.
        let _ = lines.iter().try_for_each(|line| writeln!(stderr, "{line}"));
        code
    }

    fn changes(&self) -> io::Result<Vec<String>> {
        rustdoc::describe()?;
        let mut lines = Vec::new();
        for package in library::published()? {
            let Some(library) = package.library() else {
                continue;
            };
            let now = items(library)?;
            lines.extend(self.change(&package, &now)?);
        }
        if self.check && !lines.is_empty() {
            lines.push("if that is meant: cargo xtask api, and say it in CHANGELOG.md".to_owned());
        }
        Ok(lines)
    }

    /// Compares a crate with its file, and writes that unless it only checks.
    fn change(&self, package: &Package, now: &str) -> io::Result<Vec<String>> {
        let path = package.folder().join(FILE);
        let before = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        if !self.check && before != now {
            fs::write(&path, now)?;
        }
        Ok(differences(&package.name, &before, now))
    }
}

/// The lines that came and went. Items are sorted, so order tells nothing.
fn differences(name: &str, before: &str, now: &str) -> Vec<String> {
    let gone = before
        .lines()
        .filter(|line| !has(now, line))
        .map(|line| format!("{name}: - {line}"));
    let come = now
        .lines()
        .filter(|line| !has(before, line))
        .map(|line| format!("{name}: + {line}"));
    gone.chain(come).collect()
}

fn has(text: &str, line: &str) -> bool {
    text.lines().any(|other| other == line)
}

/// The items of a library. Those that the compiler adds to every type (auto traits, blanket
/// implementations) are left out.
fn items(library: &str) -> io::Result<String> {
    let path = workspace::target()
        .join("doc")
        .join(format!("{library}.json"));
    let api = public_api::Builder::from_rustdoc_json(&path)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .build()
        .map_err(|error| unreadable(&path, &error))?;
    Ok(api.items().map(|item| format!("{item}\n")).collect())
}

fn unreadable(path: &Path, error: &public_api::Error) -> io::Error {
    io::Error::other(format!(
        "{}: {error}; rustdoc's JSON differs between versions of Rust: use the one of `rust-version`, and with it raise `public-api`",
        path.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_and_what_went_is_told() {
        let lines = differences(
            "a",
            "pub fn a::b()\npub fn a::c()\n",
            "pub fn a::c()\npub fn a::d()\n",
        );
        assert_eq!(lines, ["a: - pub fn a::b()", "a: + pub fn a::d()"]);
        assert!(differences("a", "same\n", "same\n").is_empty());
    }
}
