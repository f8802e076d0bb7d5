//! What the tests share: the real binary in an environment of its own.

#[cfg(unix)]
pub(crate) mod signal;
#[cfg(unix)]
pub(crate) mod terminal;
pub(crate) mod wire;

use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt;
use tokio::process::{Child, Command};
use work_requests_signing::PrivateKey;

/// The key of the tests' profile.
pub(crate) const KEY: &str = include_str!("../../../../signing/tests/keys/test-only-2048.pem");

/// Longer than any test's command should take.
const LIMIT: Duration = Duration::from_secs(90);

/// A home folder with a profile of the emulator's credentials.
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    /// A home folder without a profile.
    pub(crate) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn new() -> Self {
        let home = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let private = PrivateKey::from_pem(KEY.as_bytes(), None).unwrap();
        let key = home.write("key.pem", KEY);
        home.write(
            ".oci/config",
            &format!(
                "[DEFAULT]\ntenancy=ocid1.tenancy.oc1..t\nuser=ocid1.user.oc1..u\nfingerprint={}\n\
                 region=us-ashburn-1\nkey_file={}\n",
                private.fingerprint(),
                key.display(),
            ),
        );
        home
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file that only its owner can read, as a secret should be.
    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        path
    }

    /// The binary with these arguments, at home here, and in no other environment.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_work-requests"));
        command
            .args(args)
            .env_clear()
            .env("HOME", self.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    /// Runs the binary to its end.
    pub(crate) async fn run(&self, args: &[&str]) -> Run {
        finish(self.command(args).spawn().unwrap()).await
    }

    /// Runs the binary against a service.
    pub(crate) async fn run_at(&self, endpoint: &str, args: &[&str]) -> Run {
        let mut args = args.to_vec();
        args.extend(["--endpoint", endpoint]);
        self.run(&args).await
    }

    /// Runs the binary with variables.
    pub(crate) async fn run_with(&self, variables: &[(&str, &str)], args: &[&str]) -> Run {
        let mut command = self.command(args);
        command.envs(variables.iter().copied());
        finish(command.spawn().unwrap()).await
    }

    /// Runs the binary with text on its stdin.
    pub(crate) async fn run_fed(&self, stdin: &str, args: &[&str]) -> Run {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        pipe.write_all(stdin.as_bytes()).await.unwrap();
        drop(pipe);
        finish(child).await
    }
}

/// Runs the binary where there is no account at all.
pub(crate) async fn run(args: &[&str]) -> Run {
    Home::empty().run(args).await
}

/// Waits for the end of a command.
pub(crate) async fn finish(child: Child) -> Run {
    let ended = tokio::time::timeout(LIMIT, child.wait_with_output()).await;
    Run::from(ended.expect("the command does not end").unwrap())
}

/// How a command ended, and what it said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Run {
    /// Checks the exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// The document on stdout.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// The objects on stdout, one a line.
    #[track_caller]
    pub(crate) fn lines(&self) -> Vec<Value> {
        let lines = self.stdout.lines();
        lines
            .map(|line| {
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
            })
            .collect()
    }

    /// The error object: the last line on stderr.
    #[track_caller]
    pub(crate) fn error(&self) -> Value {
        let last = self
            .stderr
            .lines()
            .last()
            .unwrap_or_else(|| panic!("{self:#?}"));
        let document: Value =
            serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {self:#?}"));
        document["error"].clone()
    }

    /// Checks exit code and kind of an error, and that nothing but it was said of it.
    #[track_caller]
    pub(crate) fn fails(self, code: i32, kind: &str) -> Value {
        let run = self.exits(code);
        let error = run.error();
        assert_eq!(error["kind"], kind, "{run:#?}");
        assert!(
            error["message"]
                .as_str()
                .is_some_and(|text| !text.is_empty()),
            "{run:#?}"
        );
        assert!(
            error["operation"].is_string() && error["attempts"].is_u64(),
            "{run:#?}"
        );
        assert!(error["retryable"].is_boolean(), "{run:#?}");
        error
    }
}
