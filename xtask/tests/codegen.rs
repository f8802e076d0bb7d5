//! `cargo xtask codegen` as a user runs it on a document of their own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const DOCUMENT: &str = r#"{
  "openapi": "3.1.0",
  "info": {"title": "Shops", "version": "1"},
  "paths": {},
  "components": {"schemas": {
    "Shop": {"type": "object", "description": "A shop.", "required": ["name"], "properties": {
      "name": {"type": "string", "description": "Its name."},
      "type": {"type": "string", "description": "A word that Rust keeps for itself."}
    }},
    "Colour": {"type": "string", "description": "A colour.", "enum": ["RED", "GREEN"]}
  }}
}"#;

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::write(folder.path().join("shops.json"), DOCUMENT).unwrap();
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(self.path().join("out").join(name)).unwrap()
    }

    fn run(&self, more: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("codegen")
            .arg("--spec")
            .arg(self.path().join("shops.json"))
            .arg("--out")
            .arg(self.path().join("out"))
            .args(more)
            .output()
            .unwrap()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn one_file_a_schema_and_a_second_run_changes_nothing() {
    let folder = Folder::new();
    let first = folder.run(&[]);
    assert!(first.status.success(), "{}", said(&first));
    assert!(folder.file("shop.rs").contains("pub struct Shop"));
    assert!(
        folder
            .file("shop.rs")
            .contains("A word that Rust keeps for itself.")
    );
    assert!(folder.file("colour.rs").contains("Unknown(String)"));
    let check = folder.run(&["--check"]);
    assert!(
        check.status.success() && said(&check).is_empty(),
        "{}",
        said(&check)
    );
}

#[test]
fn a_stale_a_missing_and_a_left_over_file_are_named_and_mended() {
    let folder = Folder::new();
    folder.run(&[]);
    let out = folder.path().join("out");
    fs::write(out.join("shop.rs"), folder.file("shop.rs") + "// by hand\n").unwrap();
    fs::rename(out.join("colour.rs"), out.join("color.rs")).unwrap();
    let check = folder.run(&["--check"]);
    assert_eq!(check.status.code(), Some(1));
    for name in ["shop.rs", "colour.rs", "color.rs"] {
        assert!(said(&check).contains(name), "{name}: {}", said(&check));
    }
    assert!(
        folder.file("shop.rs").contains("by hand"),
        "a check writes nothing"
    );
    assert!(folder.run(&[]).status.success());
    assert!(folder.run(&["--check"]).status.success());
    assert!(!folder.file("shop.rs").contains("by hand"));
}

#[test]
fn the_larger_documents_are_as_this_task_writes_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/codegen");
    for (service, spec) in [
        ("clinic", "openapi.json"),
        ("compute", "openapi.yaml"),
        ("farm", "openapi.yaml"),
        ("library", "openapi.yaml"),
        ("railway", "openapi.yaml"),
    ] {
        let spec = root.join("services").join(service).join(spec);
        let run = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["codegen", "--check", "--spec"])
            .arg(spec)
            .arg("--out")
            .arg(root.join("src/services").join(service))
            .output()
            .unwrap();
        assert!(run.status.success(), "{service}: {}", said(&run));
    }
}

#[test]
fn a_fault_is_told_with_file_line_and_pointer() {
    let folder = Folder::new();
    let faulty = DOCUMENT.replace("\"enum\"", "\"not\": {}, \"enum\"");
    fs::write(folder.path().join("shops.json"), faulty).unwrap();
    let run = folder.run(&[]);
    assert_eq!(run.status.code(), Some(1));
    let said = said(&run);
    let place = "shops.json:10:69: #/components/schemas/Colour/not: the keyword `not`";
    assert!(said.contains(place), "{said}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_document_that_cannot_be_read_is_named() {
    let folder = Folder::new();
    fs::write(folder.path().join("shops.json"), "{").unwrap();
    let run = folder.run(&[]);
    assert_eq!(run.status.code(), Some(1));
    assert!(said(&run).contains("shops.json"), "{}", said(&run));
    assert!(!folder.path().join("out").exists());
}
