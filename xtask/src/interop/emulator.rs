//! The emulator as a program, for as long as an SDK calls it.

use std::fs;
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde::Deserialize;

use crate::workspace;

/// How it is called.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Protocol {
    Http,
    Https,
}

impl Protocol {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}

/// A running service; dropping it ends it.
pub(super) struct Emulator {
    child: Child,
    pub(super) ready: Ready,
}

/// What it says when it is ready.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Ready {
    pub(super) endpoint: String,
    pub(super) config_file: PathBuf,
    pub(super) ca_file: Option<PathBuf>,
}

impl Emulator {
    /// Starts one with the scenario of the cases; the files of its clients go to `files`.
    pub(super) fn start(program: &Path, protocol: Protocol, files: &Path) -> io::Result<Self> {
        fs::create_dir_all(files)?;
        let mut command = Command::new(program);
        command.arg("emulator").arg("--quiet");
        command
            .arg("--scenario")
            .arg(workspace::root().join("xtask/interop/scenario.json"));
        command.arg("--write-config").arg(files.join("client"));
        if protocol == Protocol::Https {
            command.arg("--tls");
        }
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut line)?;
        }
        let ready = serde_json::from_str(&line);
        let ready =
            ready.map_err(|error| io::Error::other(format!("the emulator said {line:?}: {error}")));
        match ready {
            Ok(ready) => Ok(Self { child, ready }),
            Err(error) => {
                let _ = child.kill();
                Err(error)
            }
        }
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // One that is gone already needs no ending.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
