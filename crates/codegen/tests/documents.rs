//! Documents as users write them: what comes out, and what is refused with which words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use work_requests_codegen::{Document, Error, SourceFile, generate};

fn sources(schemas: &str) -> Result<Vec<SourceFile>, Error> {
    let head = "openapi: 3.1.0\ninfo: { title: Shops, version: '1' }\ncomponents:\n  schemas:\n";
    let text: String = schemas
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    generate(&Document::parse("shops.yaml", &(head.to_owned() + &text))?)
}

/// The error and its causes, a line each.
fn refusal(schemas: &str) -> String {
    let error = sources(schemas).expect_err(schemas);
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(error) = cause {
        text = format!("{text}\n{error}");
        cause = error.source();
    }
    text
}

#[test]
fn a_struct_and_an_enum_as_they_are_written() {
    let files = sources(
        "Shop:
  description: A shop.
  type: object
  required: [name, colour]
  properties:
    name: { type: string, description: Its name. }
    type: { type: string, description: A word that Rust keeps for itself. }
    colour: { $ref: '#/components/schemas/Colour' }
    opened: { type: string, format: date-time, description: Since when. }
    staff: { type: array, items: { type: integer, format: int64 }, description: Numbers of staff. }
    rating: { type: [number, 'null'], description: Stars. }
Colour:
  description: A colour.
  type: string
  enum: [RED, DARK_GREEN]",
    )
    .unwrap();
    for name in ["shop.rs", "colour.rs", "mod.rs"] {
        let file = files.iter().find(|file| file.name == name).unwrap();
        insta::assert_snapshot!(name, file.text);
    }
}

#[test]
fn what_the_types_cannot_express_is_refused_with_its_place() {
    let cases = [
        "Shop: { type: object, description: A shop., oneOf: [{ type: object }, { type: string }] }",
        "Shop: { type: object, description: A shop., properties: { a: { $ref: '#/components/schemas/None', description: A. } } }",
        "Shop: { type: object, description: A shop., properties: { a: { type: [string, integer], description: A. } } }",
        "Shop: { type: object, description: A shop., required: [b], properties: { a: { type: string, description: A. } } }",
        "Shop: { type: object, description: A shop., properties: { a: { type: string, description: A. }, A: { type: string, description: B. } } }",
    ];
    let all: Vec<_> = cases.into_iter().map(refusal).collect();
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn the_same_document_gives_the_same_files() {
    let schema = "Shop: { type: object, description: A shop., properties: { b: { type: string, description: B. }, a: { type: string, description: A. } } }";
    assert_eq!(sources(schema).unwrap(), sources(schema).unwrap());
}
