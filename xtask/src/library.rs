//! The crates that are published, as cargo describes them.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::workspace;

/// A package that is published.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    manifest_path: PathBuf,
    pub(crate) features: BTreeMap<String, Vec<String>>,
    pub(crate) keywords: Vec<String>,
    pub(crate) categories: Vec<String>,
    pub(crate) description: Option<String>,
    pub(crate) metadata: Option<serde_json::Value>,
    publish: Option<Vec<String>>,
    targets: Vec<Target>,
}

#[derive(Debug, Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

impl Package {
    /// Its folder.
    pub(crate) fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(workspace::root())
    }

    /// The name of its library in code, if it is one.
    pub(crate) fn library(&self) -> Option<&str> {
        let is_library = |target: &&Target| target.kind.iter().any(|kind| kind == "lib");
        let target = self.targets.iter().find(is_library)?;
        Some(&target.name)
    }

    /// The names of its features but `default`.
    pub(crate) fn own_features(&self) -> impl Iterator<Item = &str> {
        let names = self.features.keys().map(String::as_str);
        names.filter(|name| *name != "default")
    }
}

/// The workspace's packages that may be published.
pub(crate) fn published() -> io::Result<Vec<Package>> {
    let mut command = cargo();
    let output = command
        .args(["metadata", "--format-version=1", "--no-deps", "--locked"])
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    let mut packages = metadata.packages;
    // `publish = false` is an empty list of registries.
    packages.retain(|package| package.publish.as_ref().is_none_or(|to| !to.is_empty()));
    Ok(packages)
}

/// Cargo, in the workspace.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(workspace::root());
    command
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_is_published_is_told_from_what_is_not() {
        let packages = published().unwrap();
        let find = |name: &str| packages.iter().find(|package| package.name == name);
        assert!(find("xtask").is_none() && find("work-requests-tests").is_none());
        assert_eq!(
            find("work-requests").unwrap().library(),
            Some("work_requests")
        );
        assert_eq!(find("work-requests-cli").unwrap().library(), None);
        let signing = find("work-requests-signing").unwrap();
        assert!(signing.own_features().any(|name| name == "layer"));
        assert!(signing.own_features().all(|name| name != "default"));
    }
}
