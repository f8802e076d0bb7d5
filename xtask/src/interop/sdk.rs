//! The official SDKs: how to get one, and how to run its cases.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::ValueEnum;

use super::emulator::{Emulator, Protocol};
use super::process;
use crate::workspace;

/// The releases that the cases were written with.
const PYTHON: &str = "oci==2.189.0";
const NODE: [&str; 2] = ["oci-common@2.139.1", "oci-workrequests@2.139.1"];

/// An official SDK.
#[derive(Debug, Clone, Copy, PartialEq, ValueEnum)]
pub(super) enum Sdk {
    Python,
    Node,
}

/// Why an SDK cannot be had here.
pub(super) struct Unavailable(pub(super) String);

impl Sdk {
    pub(super) const ALL: [Self; 2] = [Self::Python, Self::Node];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::Node => "node",
        }
    }

    pub(super) fn protocols(self) -> &'static [Protocol] {
        match self {
            Self::Python => &[Protocol::Http, Protocol::Https],
            Self::Node => &[Protocol::Http],
        }
    }

    /// Gets the package, once; later runs find it.
    pub(super) fn prepare(self, folder: &Path) -> Result<(), Unavailable> {
        let home = folder.join(self.name());
        fs::create_dir_all(&home).map_err(|error| Unavailable(error.to_string()))?;
        match self {
            Self::Python => prepare_python(&home),
            Self::Node => prepare_node(&home),
        }
    }

    /// The programs of the cases.
    pub(super) fn programs(self, protocol: Protocol) -> &'static [&'static str] {
        match (self, protocol) {
            (Self::Python, Protocol::Http) => &["python/cases.py", "python/services.py"],
            (Self::Python, Protocol::Https) => &["python/cases.py"],
            (Self::Node, _) => &["node/cases.js"],
        }
    }

    /// How one of these is run.
    pub(super) fn cases(
        self,
        case: &str,
        folder: &Path,
        emulator: &Emulator,
        files: &Path,
    ) -> Command {
        let programs = workspace::root().join("xtask/interop");
        let home = folder.join(self.name());
        let mut command = match self {
            Self::Python => Command::new(python(&home)),
            Self::Node => Command::new("node"),
        };
        command.arg(programs.join(case));
        let ready = &emulator.ready;
        command
            .arg(&ready.config_file)
            .arg(&ready.endpoint)
            .arg(files);
        command.args(ready.ca_file.iter());
        command.current_dir(home);
        command
    }
}

fn prepare_python(home: &Path) -> Result<(), Unavailable> {
    let python = python(home);
    if !python.exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(home))?;
    }
    let mut pip = Command::new(python);
    run(pip.args(["-m", "pip", "install", "--quiet", PYTHON]))
}

fn prepare_node(home: &Path) -> Result<(), Unavailable> {
    let mut npm = Command::new("npm");
    npm.current_dir(home).args([
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--no-save",
    ]);
    run(npm.args(NODE))
}

fn python(home: &Path) -> PathBuf {
    match cfg!(windows) {
        true => home.join("Scripts/python.exe"),
        false => home.join("bin/python"),
    }
}

fn run(command: &mut Command) -> Result<(), Unavailable> {
    let name = command.get_program().to_string_lossy().into_owned();
    match process::run(command) {
        Ok(_) => Ok(()),
        Err(error) => Err(Unavailable(format!("{name}: {}", error.to_string().trim()))),
    }
}
