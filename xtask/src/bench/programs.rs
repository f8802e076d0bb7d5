//! What is measured, built.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{program, workspace};

/// The package of the benchmarks, and their program.
const PROGRAM: &str = "work-requests-bench";

/// The programs of a run, all of them optimised.
pub(super) struct Programs {
    pub(super) ring: PathBuf,
    pub(super) aws_lc: PathBuf,
    pub(super) empty: PathBuf,
    pub(super) cli: PathBuf,
}

impl Programs {
    /// Where they are, once they are built.
    pub(super) fn new() -> Self {
        let (release, kept) = (release(), workspace::target().join("bench"));
        Self {
            ring: kept.join("ring"),
            aws_lc: kept.join("aws-lc-rs"),
            empty: release.join("empty"),
            cli: release.join("work-requests"),
        }
    }

    pub(super) fn build(&self) -> io::Result<()> {
        if let Some(kept) = self.ring.parent() {
            std::fs::create_dir_all(kept)?;
        }
        // The same file for both providers, so that each is set aside.
        let aws_lc = build(
            &["-p", PROGRAM, "--release", "--features", "aws-lc-rs"],
            &release(),
        )?;
        std::fs::copy(aws_lc, &self.aws_lc)?;
        let ring = build(&["-p", PROGRAM, "--release"], &release())?;
        std::fs::copy(ring, &self.ring)?;
        program::build_release().map(|_| ())
    }
}

fn release() -> PathBuf {
    workspace::target().join("release")
}

/// The program of the mock service, the floors and the client, as it is debugged; made of what the
/// other programs of the workspace are made of.
pub(super) fn debug() -> io::Result<PathBuf> {
    let options = ["--workspace", "--bin", PROGRAM];
    build(&options, &workspace::target().join("debug"))
}

fn build(options: &[&str], folder: &Path) -> io::Result<PathBuf> {
    let mut build = Command::new(env!("CARGO"));
    build.current_dir(workspace::root());
    build.args(["build", "--locked", "--quiet"]);
    match build.args(options).status()?.success() {
        true => Ok(folder.join(PROGRAM)),
        false => Err(io::Error::other("the benchmarks do not build")),
    }
}
