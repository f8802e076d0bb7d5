//! What is in a package: all that its sources include, and no more than is needed.

use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use crate::library::{Package, cargo};

/// What every package must have.
const NEEDED: [&str; 4] = ["README.md", "LICENSE-APACHE", "LICENSE-UPL", "Cargo.toml"];

/// What a package has no use for.
const NEEDLESS: [&str; 3] = ["tests/", "benches/", "api.txt"];

/// The paths of the files that would be packed, as cargo lists them.
pub(super) fn of(package: &str) -> io::Result<Vec<String>> {
    let mut command = cargo();
    command.args(["package", "--list", "--allow-dirty", "--locked", "--quiet"]);
    let output = command.args(["-p", package]).output()?;
    if !output.status.success() {
        return Err(io::Error::other(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    let text = String::from_utf8_lossy(&output.stdout).replace('\\', "/");
    Ok(text.lines().map(str::to_owned).collect())
}

/// What is missing, needless or too large.
pub(super) fn problems(
    package: &Package,
    files: &[String],
    largest: u64,
) -> io::Result<Vec<String>> {
    let missing = NEEDED
        .iter()
        .filter(|name| !files.iter().any(|file| file == *name));
    let mut problems: Vec<String> = missing
        .map(|name| format!("{name} is not in the package"))
        .collect();
    let is_needless = |file: &&String| NEEDLESS.iter().any(|start| file.starts_with(start));
    let needless = files.iter().filter(is_needless);
    problems.extend(needless.map(|file| format!("{file} is in the package for nothing")));

    let mut bytes = 0;
    for file in files {
        let path = package.folder().join(file);
        // Cargo makes some files of its own.
        bytes += fs::metadata(&path).map_or(0, |data| data.len());
        if file.ends_with(".rs") {
            let text = fs::read_to_string(&path)?;
            let absent = included(&text, Path::new(file))
                .into_iter()
                .filter(|name| !files.contains(name));
            problems.extend(
                absent.map(|name| format!("{file} includes {name}, which is not in the package")),
            );
        }
    }
    if bytes > largest {
        problems.push(format!(
            "the package has {bytes} bytes, more than {largest}"
        ));
    }
    Ok(problems)
}

/// The files that a source includes, as paths in the package; those of its tests are not packed.
fn included(source: &str, at: &Path) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let folder = at.parent().unwrap_or(at);
    let calls = ["include_str!(\"", "include_bytes!(\"", "include!(\""];
    let arguments = calls.iter().flat_map(|call| code.split(call).skip(1));
    let names = arguments.filter_map(|rest| rest.split('"').next());
    names.map(|name| normal(&folder.join(name))).collect()
}

/// Without `..`; what leaves the package keeps them, and is in no list.
fn normal(path: &Path) -> String {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if parts.file_name().is_some() => {
                parts.pop();
            }
            Component::CurDir => {}
            other => parts.push(other),
        }
    }
    parts.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_source_includes_is_found_from_where_it_is() {
        let source = "#![doc = include_str!(\"../README.md\")]\nconst A: &[u8] = include_bytes!(\"keys/a.pem\");\n#[cfg(test)]\nconst B: &str = include_str!(\"b\");";
        assert_eq!(
            included(source, Path::new("src/lib.rs")),
            ["README.md", "src/keys/a.pem"]
        );
    }

    #[test]
    fn what_lies_outside_of_the_package_is_in_no_list() {
        let source = "#[doc = include_str!(\"../../../docs/guide.md\")]";
        assert_eq!(
            included(source, Path::new("src/lib.rs")),
            ["../../docs/guide.md"]
        );
    }
}
