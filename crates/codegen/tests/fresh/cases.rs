//! The documents and where what is made of them belongs.

use std::{
    fs,
    path::{Path, PathBuf},
};

use work_requests_codegen::{Generator, Item, model::Type};

/// A document and its module.
pub(crate) struct Case {
    /// `features` or `services`.
    pub(crate) group: &'static str,
    pub(crate) name: String,
    pub(crate) spec: PathBuf,
    pub(crate) out: PathBuf,
}

/// The folder of the package that the modules are part of.
pub(crate) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.join("../../tests/codegen").canonicalize().unwrap()
}

/// Every document, by group and name.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = features();
    cases.extend(services());
    cases
}

fn features() -> Vec<Case> {
    let folder = root().join("features");
    let paths = children(&folder).into_iter();
    let specs = paths.filter(|path| path.is_file() && !shown(path).ends_with(".samples.json"));
    let cases = specs.map(|spec| {
        let name = spec.file_stem().unwrap().to_string_lossy().into_owned();
        Case {
            group: "features",
            out: root().join("src/features").join(&name),
            name,
            spec,
        }
    });
    cases.collect()
}

/// The larger documents, a folder each.
fn services() -> Vec<Case> {
    let folders = children(&root().join("services"));
    let cases = folders.into_iter().map(|folder| {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let specs = ["openapi.yaml", "openapi.json"].map(|file| folder.join(file));
        Case {
            group: "services",
            spec: specs.into_iter().find(|path| path.exists()).unwrap(),
            out: root().join("src/services").join(&name),
            name,
        }
    });
    cases.collect()
}

/// The generator as the document needs it.
pub(crate) fn generator(case: &Case) -> Generator {
    let generator = Generator::new().folder(&case.name);
    // The larger documents are as `cargo xtask codegen` leaves them.
    let generator = match case.group {
        "features" => {
            generator.command("UPDATE_GENERATED=1 cargo test -p work-requests-codegen --test fresh")
        }
        _ => generator,
    };
    match case.name.as_str() {
        "extensions" => {
            generator
                .format("uuid", "crate::Secret")
                .on_extension(|extension, item| {
                    let text = extension.value.as_str().map(str::to_owned);
                    match (extension.name.as_str(), item, text) {
                        ("x-alias", Item::Type(item), Some(text)) => {
                            item.attributes.push(format!("#[doc(alias = {text:?})]"));
                        }
                        ("x-rust-type", Item::Member(item), Some(text)) => {
                            item.ty = Type::Path(text)
                        }
                        _ => {}
                    }
                    Ok(())
                })
        }
        _ => generator,
    }
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
