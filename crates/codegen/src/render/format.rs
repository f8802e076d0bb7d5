//! Lays source out as `cargo fmt` would.

use std::{fs, io, path::Path, process::Command};

use super::SourceFile;
use crate::Error;

/// Settles what `prettyplease` and `rustfmt` see differently, mostly where lines break.
///
/// One run for all files: `rustfmt` follows the declarations of modules from `mod.rs`.
pub(super) fn rustfmt(files: &mut [SourceFile]) -> Result<(), Error> {
    in_a_folder(files).map_err(|reason| Error::Rustfmt {
        file: "the generated files".to_owned(),
        reason,
    })
}

fn in_a_folder(files: &mut [SourceFile]) -> Result<(), String> {
    let text = |error: io::Error| error.to_string();
    let folder = tempfile::tempdir().map_err(text)?;
    for file in files.iter() {
        fs::write(folder.path().join(&file.name), &file.text).map_err(text)?;
    }
    run(&folder.path().join("mod.rs"))?;
    for file in files {
        file.text = fs::read_to_string(folder.path().join(&file.name)).map_err(text)?;
    }
    Ok(())
}

fn run(root: &Path) -> Result<(), String> {
    let output = Command::new("rustfmt")
        .args(["--edition", "2024", "--quiet"])
        .args(["--config", "use_field_init_shorthand=true"])
        .arg(root)
        .output()
        .map_err(|error| error.to_string())?;
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
    }
}
