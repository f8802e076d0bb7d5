//! Documents as users write them, and what comes out.
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
fn the_same_document_gives_the_same_files() {
    let schema = "Shop: { type: object, description: A shop., properties: { b: { type: string, description: B. }, a: { type: string, description: A. } } }";
    assert_eq!(sources(schema).unwrap(), sources(schema).unwrap());
}
