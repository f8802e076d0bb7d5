//! The catalogue of errors has every kind and every exit code.

use crate::repository::{files, read};
use crate::tables::{names, rows, section};

const CATALOGUE: &str = "docs/errors.md";

/// `variant` and `word` of every arm `Self::Variant => "word"` in the source.
fn kinds() -> Vec<(String, String)> {
    let source = read("crates/work-requests/src/error/kind.rs");
    let arms = source.lines().filter_map(|line| {
        let (variant, rest) = line.trim().strip_prefix("Self::")?.split_once(" => \"")?;
        Some((variant.to_owned(), rest.split('"').next()?.to_owned()))
    });
    arms.collect()
}

#[test]
fn every_kind_of_error_has_its_row() {
    let document = read(CATALOGUE);
    let table = rows(section(&document, "Kinds").unwrap(), 2);
    let kinds = kinds();
    assert!(kinds.len() >= 10, "{kinds:?}");
    for (variant, word) in kinds {
        let row = [variant, word];
        assert!(
            table.iter().any(|words| words[..] == row),
            "{row:?} is not in {CATALOGUE}"
        );
    }
}

#[test]
fn every_kind_that_the_command_line_adds_has_its_row() {
    let document = read(CATALOGUE);
    let table = rows(section(&document, "Kinds").unwrap(), 2);
    let sources = files("crates/cli/src", ".rs");
    let sources = sources
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap());
    let kinds: Vec<String> = sources
        .flat_map(|text| {
            let made = text.split("Self::local(\"").skip(1);
            let words = made.filter_map(|rest| rest.split('"').next());
            words.map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    assert!(kinds.contains(&"io".to_owned()), "{kinds:?}");
    for kind in kinds {
        assert!(
            table.iter().flatten().any(|word| *word == kind),
            "{kind} is not in {CATALOGUE}"
        );
    }
}

#[test]
fn every_exit_code_has_its_row() {
    let document = read(CATALOGUE);
    let table = section(&document, "Exit codes").unwrap();
    let source = read("crates/cli/src/exit.rs");
    let codes = source.lines().filter_map(|line| {
        let (_, code) = line.trim().strip_suffix(',')?.split_once(" = ")?;
        code.parse::<u8>().ok()
    });
    let codes: Vec<u8> = codes.collect();
    assert!(codes.len() >= 10, "{codes:?}");
    for code in codes {
        assert!(
            table.contains(&format!("\n| {code} | ")),
            "{code} is not in {CATALOGUE}"
        );
    }
}

#[test]
fn a_word_counts_only_in_the_first_cell() {
    let table = "| `a`, `b` | `c` |\n| d | `e` |\n";
    assert!(names(table, "a") && names(table, "b"));
    assert!(!names(table, "c") && !names(table, "e"));
}
