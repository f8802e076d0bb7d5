//! Modules of a crate that know each other, directly or around a corner.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// Which modules of a crate name which others.
type Knowledge = BTreeMap<String, BTreeSet<String>>;

/// The modules of a crate that are part of a circle; none if it is in layers.
pub(super) fn within(crate_folder: &Path) -> io::Result<Vec<String>> {
    let source = crate_folder.join("src");
    let mut knows = Knowledge::new();
    read(&source, None, &mut knows)?;
    let root = std::fs::read_to_string(source.join("lib.rs")).unwrap_or_default();
    let homes = homes(&root);
    let at_home = |name: String| homes.get(&name).cloned().unwrap_or(name);
    for (module, others) in &mut knows {
        let named = std::mem::take(others).into_iter().map(at_home);
        others.extend(named.filter(|name| name != module));
    }
    Ok(circles(&knows))
}

/// The modules of the items that the root hands on: `B` is at home in `a` by `pub use a::B`.
fn homes(root: &str) -> BTreeMap<String, String> {
    let mut homes = BTreeMap::new();
    for handed_on in root.split("pub use ").skip(1) {
        let path = handed_on.split(';').next().unwrap_or_default();
        let Some((module, items)) = path.split_once("::") else {
            continue;
        };
        let last = items.rsplit_once("::{").map_or(items, |(_, group)| group);
        let names = last.split([',', '{', '}', ':']).map(str::trim);
        let names = names.filter(|name| !name.is_empty());
        homes.extend(names.map(|name| (name.to_owned(), module.to_owned())));
    }
    homes
}

/// Reads a folder; its files belong to `module`, or each to a module of its own at the top.
fn read(folder: &Path, module: Option<&str>, knows: &mut Knowledge) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let module = module.unwrap_or(&stem);
        if path.is_dir() {
            read(&path, Some(module), knows)?;
        } else if path.extension().is_some_and(|end| end == "rs") && !is_root(module) {
            let named = named(&std::fs::read_to_string(&path)?);
            let others = named.into_iter().filter(|name| name != module);
            knows.entry(module.to_owned()).or_default().extend(others);
        }
    }
    Ok(())
}

/// The root of a crate knows all of its modules.
fn is_root(module: &str) -> bool {
    matches!(module, "lib" | "main")
}

/// What follows `crate::` in the code of a file, tests and comments left out.
fn named(source: &str) -> BTreeSet<String> {
    let code = source.split("#[cfg(test)]\nmod tests").next();
    let lines = code.unwrap_or_default().lines();
    let lines = lines.filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n");
    let paths = code.split("crate::").skip(1);
    paths.flat_map(first_names).collect()
}

/// `a` of `a::B`, and `a` and `c` of `{a::B, c::{D, E}}`.
fn first_names(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return vec![word(path)];
    };
    let mut names = vec![word(group)];
    let mut depth = 1;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(word(&group[at + 1..])),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn word(text: &str) -> String {
    let is_part = |c: &char| c.is_alphanumeric() || *c == '_';
    text.trim_start().chars().take_while(is_part).collect()
}

/// All modules from which a way leads back to themselves.
fn circles(knows: &Knowledge) -> Vec<String> {
    let returns = |module: &&String| reached_from(module, knows).contains(*module);
    knows.keys().filter(returns).cloned().collect()
}

fn reached_from(module: &str, knows: &Knowledge) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut next = vec![module.to_owned()];
    while let Some(module) = next.pop() {
        for other in knows.get(&module).into_iter().flatten() {
            if reached.insert(other.clone()) {
                next.push(other.clone());
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_circle_is_found_around_corners_and_in_groups() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("src");
        std::fs::create_dir_all(source.join("below")).unwrap();
        let write = |name: &str, text: &str| std::fs::write(source.join(name), text).unwrap();
        write(
            "lib.rs",
            "mod above; mod below; mod middle;\nuse crate::above::A;",
        );
        write(
            "above.rs",
            "use crate::{\n    middle::{M, N},\n    below::B,\n};",
        );
        write("middle.rs", "use crate::below::B;");
        write("below/mod.rs", "// use crate::above::A;\nmod inner;");
        write("below/inner.rs", "use crate::below::mod_item;");
        assert_eq!(within(folder.path()).unwrap(), [""; 0]);

        // By way of what the root hands on.
        write("lib.rs", "pub use above::{A, Z};");
        write("below/inner.rs", "fn f() -> crate::A { todo() }");
        assert_eq!(within(folder.path()).unwrap(), ["above", "below", "middle"]);
    }
}
