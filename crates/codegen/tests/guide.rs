//! `docs/codegen.md` shows the files of `examples/greenhouse` as they are.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{collections::BTreeMap, fs, path::Path};

/// The files that the guide leads through.
const SHOWN: [&str; 7] = [
    "Cargo.toml",
    "build.rs",
    "openapi.yaml",
    "src/client.rs",
    "src/error.rs",
    "src/lib.rs",
    "tests/local_server.rs",
];

/// The code blocks below a line that is nothing but a file's name.
fn blocks(guide: &str) -> BTreeMap<&str, String> {
    let mut blocks = BTreeMap::new();
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        let name = line
            .strip_prefix('`')
            .and_then(|line| line.strip_suffix("`:"));
        let Some(name) = name else { continue };
        lines.find(|line| line.starts_with("```")).unwrap();
        let code = lines.by_ref().take_while(|line| *line != "```");
        let code: String = code.map(|line| format!("{line}\n")).collect();
        blocks.insert(name, code);
    }
    blocks
}

#[test]
fn the_guide_shows_the_files_of_its_crate() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let guide = fs::read_to_string(root.join("docs/codegen.md")).unwrap();
    let blocks = blocks(&guide);
    let names: Vec<&str> = blocks.keys().copied().collect();
    assert_eq!(names, SHOWN);
    for (name, shown) in blocks {
        let file = fs::read_to_string(root.join("examples/greenhouse").join(name)).unwrap();
        assert!(
            shown == file,
            "docs/codegen.md shows another {name}: copy the file there"
        );
    }
}
