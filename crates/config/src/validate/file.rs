//! The rule for values that name files.

use std::fs::{self, File};
use std::io;
use std::path::Path;

const MEND: &str = "correct the path, or put the file there";

/// What is wrong with `value`, which names the file `path`, and how to mend it.
pub(super) fn fault(value: &str, path: &Path) -> Option<(String, &'static str)> {
    if value.is_empty() {
        return Some(("is empty".to_owned(), "write the file's path"));
    }
    if value.contains("-----BEGIN") {
        return Some((
            "holds a key instead of a path".to_owned(),
            "save the key in a file of its own and write that file's path here",
        ));
    }
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => Some((
            format!("{} is not a file", shown(path)),
            "write the path of the file itself",
        )),
        Ok(_) => File::open(path).err().map(|error| unreadable(path, &error)),
        Err(error) => Some(unreadable(path, &error)),
    }
}

fn unreadable(path: &Path, error: &io::Error) -> (String, &'static str) {
    match error.kind() {
        io::ErrorKind::NotFound => (format!("there is no file {}", shown(path)), MEND),
        io::ErrorKind::PermissionDenied => (
            format!("{} may not be read", shown(path)),
            "give the user who runs this program the right to read it",
        ),
        _ => (format!("{} cannot be read ({error})", shown(path)), MEND),
    }
}

/// The path on one line, whatever characters it has.
fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    text.chars()
        .map(|c| {
            if c.is_control() {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        })
        .collect()
}
