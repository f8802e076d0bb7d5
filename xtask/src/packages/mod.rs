//! `cargo xtask packages`: each crate can be published, and its package says what it is.

mod contents;
mod readme;

use std::io::{self, Write};
use std::process::ExitCode;

use crate::library::{self, Package, cargo};

/// The longest keyword that crates.io takes, and the most of them.
const KEYWORD: (usize, usize) = (20, 5);

/// A package may have this many bytes at most, unpacked.
const LARGEST: u64 = 2 * 1024 * 1024;

/// Prints a line for each package; fails when something is wrong with one.
pub(crate) fn run() -> ExitCode {
    let problems = match check() {
        Ok(problems) => problems,
        Err(error) => vec![error.to_string()],
    };
    let mut stderr = io::stderr().lock();
    // Nobody is left to tell when stderr is closed.
    let _ = problems
        .iter()
        .try_for_each(|line| writeln!(stderr, "{line}"));
    match problems.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

fn check() -> io::Result<Vec<String>> {
    let packages = library::published()?;
    let mut problems = packaging(&packages)?;
    for package in &packages {
        let files = contents::of(&package.name)?;
        let own = description(package)
            .into_iter()
            .chain(readme::problems(package)?)
            .chain(contents::problems(package, &files, LARGEST)?);
        problems.extend(own.map(|problem| format!("{}: {problem}", package.name)));
    }
    Ok(problems)
}

/// What cargo says against packing them all. That tests are left out is on purpose.
fn packaging(packages: &[Package]) -> io::Result<Vec<String>> {
    let mut command = cargo();
    command.args(["package", "--no-verify", "--allow-dirty", "--locked"]);
    let names = packages.iter().flat_map(|package| ["-p", &package.name]);
    let output = command.args(names).output()?;
    let told = String::from_utf8_lossy(&output.stderr);
    let mut problems: Vec<String> = told
        .lines()
        .filter(|line| is_a_fault(line))
        .map(str::to_owned)
        .collect();
    if !output.status.success() && problems.is_empty() {
        problems.push(format!("cargo package: {}", told.trim()));
    }
    Ok(problems)
}

fn is_a_fault(line: &str) -> bool {
    let left_out = ["warning: ignoring test ", "warning: ignoring benchmark "];
    let told = line.starts_with("warning") || line.starts_with("error");
    told && !left_out.iter().any(|start| line.starts_with(start))
}

/// What is missing of what crates.io and docs.rs show.
fn description(package: &Package) -> Vec<String> {
    let (longest, most) = KEYWORD;
    let keywords = &package.keywords;
    let docs = package
        .metadata
        .as_ref()
        .and_then(|all| all.pointer("/docs/rs/all-features"));
    let rules = [
        (package.description.is_some(), "it has no description"),
        (!package.categories.is_empty(), "it has no categories"),
        (
            (1..=most).contains(&keywords.len())
                && keywords.iter().all(|word| word.len() <= longest),
            "it needs one to five keywords of at most 20 characters",
        ),
        (
            package.library().is_none() || docs == Some(&true.into()),
            "docs.rs is not told to show all features: [package.metadata.docs.rs] all-features = true",
        ),
    ];
    let broken = rules.into_iter().filter(|(kept, _)| !kept);
    broken.map(|(_, problem)| problem.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_that_are_left_out_are_no_fault() {
        assert!(!is_a_fault(
            "warning: ignoring test `a` as `tests/a.rs` is not included in the published package"
        ));
        assert!(!is_a_fault("   Packaging work-requests v0.1.0"));
        assert!(is_a_fault("warning: manifest has no license"));
        assert!(is_a_fault(
            "error: all dependencies must have a version requirement"
        ));
    }
}
