//! Running a case.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use wait_timeout::ChildExt as _;
use work_requests_emulator::{Emulator, ListenOptions, Server};

use super::case::{Case, Data, ID, Place};

/// Time between two looks at a running program.
const LOOK: Duration = Duration::from_millis(2);

/// Where nobody listens.
const NOWHERE: &str = "http://127.0.0.1:9";

/// Longer than any case may take.
const LIMIT: Duration = Duration::from_secs(60);

/// What came of a case.
pub(super) struct Outcome {
    pub(super) exit: Option<i32>,
    pub(super) error: Option<Value>,
    stdout: String,
    stderr: String,
    pub(super) attempts: u64,
    pub(super) took: Duration,
    /// The peak of the program's memory, in bytes.
    pub(super) memory: u64,
}

/// The emulator of a case, and the folder of a caller.
pub(super) struct Scene {
    emulator: Emulator,
    server: Server,
    home: TempDir,
}

impl Scene {
    pub(super) async fn set(case: &Case) -> io::Result<Self> {
        let emulator = Emulator::demo();
        let options = match case.place {
            Place::Https => ListenOptions::default().tls(),
            Place::Faulty(fault) => ListenOptions::default().tls_fault(fault),
            Place::Http | Place::Nowhere | Place::Named => ListenOptions::default(),
        };
        let server = emulator.start(options).await.map_err(io::Error::other)?;
        for fault in &case.faults {
            let added = emulator.control().add_fault(fault.clone());
            added.map_err(io::Error::other)?;
        }
        let home = tempfile::tempdir()?;
        let credentials = emulator.credentials();
        let key = home.path().join("key.pem");
        write_secret(&key, credentials.private_key_pem())?;
        let mut config = "[DEFAULT]\n".to_owned();
        for (name, value) in credentials.pairs() {
            if name != "key_content" {
                config += &format!("{name}={value}\n");
            }
        }
        config += &format!("key_file={}\n", key.display());
        fs::create_dir(home.path().join(".oci"))?;
        write_secret(&home.path().join(".oci/config"), &config)?;
        Ok(Self {
            emulator,
            server,
            home,
        })
    }

    /// The account, as a configuration in code has it.
    pub(super) fn credentials(&self) -> [(&'static str, String); 5] {
        self.emulator.credentials().pairs()
    }

    pub(super) fn endpoint(&self, case: &Case) -> String {
        match case.place {
            Place::Nowhere => NOWHERE.to_owned(),
            _ => self.server.endpoint(),
        }
    }

    pub(super) fn ca_pem(&self) -> Option<&str> {
        self.server.ca_pem()
    }

    pub(super) fn attempts(&self) -> u64 {
        self.emulator.control().received_total()
    }

    fn command(&self, program: &Path, case: &Case) -> io::Result<Command> {
        let mut command = Command::new(program);
        let endpoint = self.server.endpoint();
        let fill = |text: &str| text.replace("{endpoint}", &endpoint);
        command.args(case.args.iter().map(|arg| fill(arg)));
        match case.place {
            Place::Named => {}
            _ => {
                command.args(["--endpoint", &self.endpoint(case)]);
            }
        }
        if let Some(ca) = self.server.ca_pem() {
            let file = self.home.path().join("ca.pem");
            fs::write(&file, ca)?;
            command.arg("--ca-file").arg(file);
        }
        command.env_clear().env("HOME", self.home.path());
        command.envs(
            case.variables
                .iter()
                .map(|(name, value)| (name, fill(value))),
        );
        Ok(command)
    }
}

/// The most memory that a process has had so far, in bytes; 0 where that cannot be told.
fn peak_memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
    number.unwrap_or_default() << 10
}

fn write_secret(path: &Path, text: &str) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::write(path, text)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))
}

/// Runs the program against an emulator of its own.
pub(super) async fn run(program: &Path, case: &Case) -> io::Result<Outcome> {
    let scene = Scene::set(case).await?;
    let command = scene.command(program, case)?;
    let ended = tokio::task::spawn_blocking(move || execute(command)).await;
    let mut outcome = ended.map_err(io::Error::other)??;
    outcome.attempts = scene.attempts();
    Ok(outcome)
}

fn execute(mut command: Command) -> io::Result<Outcome> {
    let folder = tempfile::tempdir()?;
    let (stdout, stderr) = (folder.path().join("out"), folder.path().join("err"));
    command
        .stdin(Stdio::null())
        .stdout(fs::File::create(&stdout)?)
        .stderr(fs::File::create(&stderr)?);
    let started = Instant::now();
    let mut child = command.spawn()?;
    let mut memory = 0;
    let status = loop {
        // The kernel's own peak would count the memory of this program before the other began.
        memory = memory.max(peak_memory(child.id()));
        if let Some(status) = child.wait_timeout(LOOK)? {
            break status;
        }
        if started.elapsed() > LIMIT {
            child.kill()?;
        }
    };
    let took = started.elapsed();
    let text = |path| fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let (stdout, stderr) = (text(&stdout)?, text(&stderr)?);
    let last = stderr.lines().last().unwrap_or_default();
    let error = serde_json::from_str::<Value>(last).ok();
    Ok(Outcome {
        exit: status.code(),
        error: error.and_then(|error| error.get("error").cloned()),
        stdout,
        stderr,
        attempts: 0,
        took,
        memory,
    })
}

impl Outcome {
    /// Of a call in this process, whose memory is not told apart.
    pub(super) fn of_library(
        exit: i32,
        error: Option<Value>,
        stdout: String,
        attempts: u64,
        took: Duration,
    ) -> Self {
        Self {
            exit: Some(exit),
            error,
            stdout,
            stderr: String::new(),
            attempts,
            took,
            memory: 0,
        }
    }

    /// In a few words.
    pub(super) fn words(&self) -> String {
        let exit = match self.exit {
            Some(exit) => format!("exit {exit}"),
            None => "killed".to_owned(),
        };
        let error = |member: &str| self.error.as_ref().and_then(|error| error.get(member));
        match (error("kind").and_then(Value::as_str), error("status")) {
            (Some(kind), Some(status)) => format!("{exit}, `{kind}`, status {status}"),
            (Some(kind), None) => format!("{exit}, `{kind}`"),
            (None, _) => exit,
        }
    }

    /// What is not as it must be. `idle` is the memory of a plain call.
    pub(super) fn faults(&self, case: &Case, idle: u64) -> Vec<String> {
        let expected = &case.expected;
        let mut faults = Vec::new();
        let mut check = |good: bool, what: String| {
            if !good {
                faults.push(what);
            }
        };
        check(
            self.exit == Some(expected.exit),
            format!("exit is not {}", expected.exit),
        );
        let kind = self.error.as_ref().and_then(|error| error["kind"].as_str());
        check(
            kind == expected.kind,
            format!("kind {kind:?}, not {:?}", expected.kind),
        );
        if let Some(wanted) = expected.status {
            let status = self
                .error
                .as_ref()
                .and_then(|error| error["status"].as_u64());
            check(
                status == Some(wanted.into()),
                format!("status {status:?}, not {wanted}"),
            );
        }
        check(!self.lacks_request_id(), "no request id".to_owned());
        if let Some(wanted) = expected.attempts {
            check(
                self.attempts == wanted,
                format!("{} attempts, not {wanted}", self.attempts),
            );
        }
        if expected.exit == 0 {
            check(
                self.has_data(&expected.data),
                "the data is not right".to_owned(),
            );
        }
        let said = format!("{}{}", self.stdout, self.stderr);
        for text in &expected.says {
            check(
                said.contains(text.as_str()),
                format!("{text:?} is not said"),
            );
        }
        for text in &expected.hides {
            check(!said.contains(text.as_str()), format!("{text:?} is said"));
        }
        check(!said.contains("panicked"), "it panicked".to_owned());
        check(!said.contains("PRIVATE KEY"), "a key is said".to_owned());
        check(
            !said.contains("Signature version"),
            "a signature is said".to_owned(),
        );
        let (took, within) = (self.took, expected.within);
        check(took <= within, format!("took {took:?}, not {within:?}"));
        let over = self.memory.saturating_sub(idle) >> 20;
        let most = expected.memory;
        check(over <= most, format!("{over} MiB over idle, not {most}"));
        faults
    }

    /// Whether it is an answer's error that names no request.
    fn lacks_request_id(&self) -> bool {
        let answered = self.error.as_ref().filter(|error| error["status"].is_u64());
        answered.is_some_and(|error| error["opcRequestId"].as_str().is_none_or(str::is_empty))
    }

    fn has_data(&self, data: &Data) -> bool {
        let document = serde_json::from_str::<Value>(&self.stdout).unwrap_or_default();
        match data {
            Data::Any => true,
            Data::WorkRequest => document["data"]["id"] == ID,
            Data::Nothing => document["data"] == Value::Array(Vec::new()),
        }
    }

    /// What it said, for a report of a case that went wrong.
    pub(super) fn said(&self) -> String {
        let cut = |text: &str| text.chars().take(1500).collect::<String>();
        format!(
            "stdout: {}\nstderr: {}",
            cut(&self.stdout),
            cut(&self.stderr)
        )
    }
}
