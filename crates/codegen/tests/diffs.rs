//! A small change of a document is a small change of the source.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashSet;

use work_requests_codegen::{Document, SourceFile, generate};

fn files(more: &str) -> Vec<SourceFile> {
    let text = format!(
        "openapi: 3.1.0
info: {{ title: Shops, version: '1' }}
components:
  schemas:
    Colour: {{ type: string, enum: [red, green] }}
    Shop:
      type: object
      required: [name]
      properties:
        name: {{ type: string }}
        colour: {{ $ref: '#/components/schemas/Colour' }}{more}
        zip: {{ type: string }}
"
    );
    generate(&Document::parse("shops.yaml", &text).unwrap()).unwrap()
}

/// The lines that one of two runs has and the other has not, by file.
fn changed(more: &str) -> Vec<(String, usize)> {
    let (before, after) = (files(""), files(more));
    let find = |name: &str| before.iter().find(|file| file.name == name);
    let changes = after.iter().map(|file| {
        let old: HashSet<&str> = find(&file.name)
            .map_or("", |file| &file.text)
            .lines()
            .collect();
        let new = file.text.lines().filter(|line| !old.contains(line)).count();
        (file.name.clone(), new)
    });
    changes.filter(|(_, lines)| *lines > 0).collect()
}

#[test]
fn an_added_member_changes_a_few_lines_of_one_file() {
    let changes = changed("\n        rating: { type: number }");
    assert_eq!(changes.len(), 1, "{changes:?}");
    let (file, lines) = &changes[0];
    assert!(file == "shop.rs" && *lines <= 10, "{changes:?}");
}

#[test]
fn an_added_inline_enum_is_a_new_file_and_a_few_lines() {
    let changes = changed("\n        state: { type: string, enum: [open, shut] }");
    let names: Vec<&str> = changes.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["mod.rs", "shop.rs", "shop_state.rs"]);
    assert!(changes[0].1 == 2 && changes[1].1 <= 11, "{changes:?}");
}
