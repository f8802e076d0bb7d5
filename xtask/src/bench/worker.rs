//! A mock service and a client beside it, each a process.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde::{Deserialize, Serialize};

/// What a job took; see `bench/src/meter.rs`.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Taken {
    pub(super) wall_ns: u64,
    pub(super) cpu_ns: u64,
    pub(super) allocations: u64,
    pub(super) peak_kib: u64,
}

/// A job; see `bench/src/jobs/mod.rs`.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub(super) enum Job {
    Sign {
        times: usize,
    },
    RawGets {
        calls: usize,
        at_once: usize,
        threads: usize,
        signed: bool,
    },
    Gets {
        calls: usize,
        at_once: usize,
        threads: usize,
        same: bool,
    },
    RawList {
        kind: Kind,
        items: usize,
    },
    List {
        kind: Kind,
        items: usize,
        prefetch: bool,
    },
}

#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Summaries,
    Logs,
}

/// Which cores the two may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cores {
    /// One for each.
    Apart,
    /// All for both.
    All,
}

/// A client process, and the service it calls.
pub(super) struct Worker {
    jobs: ChildStdin,
    results: BufReader<ChildStdout>,
    children: [Child; 2],
    _service: Service,
}

/// The mock service; it ends when its stdin is closed, which dropping this does.
pub(super) struct Service {
    _stdin: ChildStdin,
    pub(super) endpoint: String,
}

impl Worker {
    pub(super) fn start(program: &Path, cores: Cores) -> io::Result<Self> {
        let (mine, its) = match cores {
            Cores::Apart if several_cores() => (Some("0"), Some("1")),
            _ => (None, None),
        };
        let (service, server) = Service::start(program, its)?;
        let mut client = command(program, mine, &["work", &service.endpoint]).spawn()?;
        Ok(Self {
            jobs: taken(client.stdin.take())?,
            results: BufReader::new(taken(client.stdout.take())?),
            children: [client, server],
            _service: service,
        })
    }

    pub(super) fn run(&mut self, job: Job) -> io::Result<Taken> {
        writeln!(self.jobs, "{}", serde_json::to_string(&job)?)?;
        let mut line = String::new();
        match self.results.read_line(&mut line)? {
            0 => Err(io::Error::other(format!("the client ended in {job:?}"))),
            _ => Ok(serde_json::from_str(&line)?),
        }
    }
}

impl Service {
    pub(super) fn start(program: &Path, cores: Option<&str>) -> io::Result<(Self, Child)> {
        let mut server = command(program, cores, &["serve"]).spawn()?;
        let mut endpoint = String::new();
        BufReader::new(taken(server.stdout.take())?).read_line(&mut endpoint)?;
        let service = Self {
            _stdin: taken(server.stdin.take())?,
            endpoint: endpoint.trim().to_owned(),
        };
        Ok((service, server))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        for child in &mut self.children {
            // It has either ended by itself, or is not wanted any more.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn command(program: &Path, cores: Option<&str>, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    if let Some(cores) = cores {
        command.args(["--cores", cores]);
    }
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    command
}

pub(super) fn several_cores() -> bool {
    std::thread::available_parallelism().is_ok_and(|cores| cores.get() > 1)
}

fn taken<T>(stream: Option<T>) -> io::Result<T> {
    stream.ok_or_else(|| io::Error::other("a stream is not piped"))
}
