//! What is measured, built.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{program, workspace};

/// The programs of a run, all of them optimised.
pub(super) struct Programs {
    pub(super) ring: PathBuf,
    pub(super) aws_lc: PathBuf,
    pub(super) empty: PathBuf,
    pub(super) cli: PathBuf,
}

impl Programs {
    pub(super) fn build() -> io::Result<Self> {
        let release = workspace::target().join("release");
        let kept = workspace::target().join("bench");
        std::fs::create_dir_all(&kept)?;
        // The same file for both providers, so that the first is set aside.
        let built = build(&["--release", "--features", "aws-lc-rs"], &release)?;
        let aws_lc = kept.join("aws-lc-rs");
        std::fs::copy(built, &aws_lc)?;
        let built = build(&["--release"], &release)?;
        let ring = kept.join("ring");
        std::fs::copy(built, &ring)?;
        Ok(Self {
            ring,
            aws_lc,
            empty: release.join("empty"),
            cli: program::build_release()?,
        })
    }
}

/// The program of the mock service, the floors and the client, as it is debugged.
pub(super) fn debug() -> io::Result<PathBuf> {
    build(&[], &workspace::target().join("debug"))
}

fn build(options: &[&str], folder: &Path) -> io::Result<PathBuf> {
    let mut build = Command::new(env!("CARGO"));
    build.current_dir(workspace::root());
    build.args(["build", "--locked", "--quiet", "-p", "work-requests-bench"]);
    match build.args(options).status()?.success() {
        true => Ok(folder.join("work-requests-bench")),
        false => Err(io::Error::other("the benchmarks do not build")),
    }
}
