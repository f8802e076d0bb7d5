//! Documents that cannot become types, and what is said about each: file, line, pointer, reason.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{fs, path::Path};

use work_requests_codegen::{Document, Error, Generator};

/// The error and its causes, a line each.
fn refusal(path: &Path) -> String {
    let error = generate(path).expect_err(&path.display().to_string());
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(error) = cause {
        text = format!("{text}\n{error}");
        cause = error.source();
    }
    text
}

fn generate(path: &Path) -> Result<(), Error> {
    let refuse = |extension: &work_requests_codegen::Extension,
                  _: work_requests_codegen::Item<'_>| {
        Err(format!("only `x-known` is known, not {}", extension.value))
    };
    let generator = Generator::new().without_rustfmt().on_extension(refuse);
    generator.generate(&Document::read(path)?).map(drop)
}

#[test]
fn each_is_refused_with_its_place() {
    let folder = Path::new("tests/broken");
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| path.is_file()).collect();
    paths.sort();
    assert!(paths.len() > 50, "only {} broken documents", paths.len());
    let all: Vec<_> = paths.iter().map(|path| refusal(path)).collect();
    insta::assert_snapshot!(all.join("\n"));
}
