//! The descriptors of all services, from `crates/catalog/data/services.json`.

mod data;
mod source;
mod table;

use std::fs;
use std::io;

use crate::workspace;
use data::Data;

const DATA: &str = "crates/catalog/data/services.json";

/// Writes what is made of the data, or tells what is stale: a line for each file that changed.
pub(crate) fn sync(check: bool) -> io::Result<Vec<String>> {
    let text = fs::read_to_string(workspace::root().join(DATA))?;
    let data = Data::read(&text).map_err(|error| io::Error::other(format!("{DATA}: {error}")))?;
    let files = [
        ("crates/catalog/src/generated.rs", source::render(&data)),
        ("docs/services.md", table::render(&data)),
    ];
    let mut lines = Vec::new();
    for (path, wanted) in files {
        let whole = workspace::root().join(path);
        let found = fs::read_to_string(&whole).unwrap_or_default();
        if found == wanted {
            continue;
        }
        match check {
            true => lines.push(format!("{path} is stale; run `cargo xtask codegen`")),
            false => {
                fs::write(whole, wanted)?;
                lines.push(format!("{path}: written"));
            }
        }
    }
    Ok(lines)
}
