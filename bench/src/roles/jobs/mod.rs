//! What can be measured: floors, and the client doing the same.

mod client;
mod raw;
mod sign;

use serde::Deserialize;
use tokio::runtime::{Builder, Runtime};

use crate::roles::Failure;
use client::Clients;
use raw::Raw;
use sign::Key;

/// One thing to measure.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub(crate) enum Job {
    /// The provider's RSA signature and nothing else.
    Sign { times: usize },
    /// Gets over hyper, undecoded; with `signed`, after making a signature for each.
    RawGets {
        calls: usize,
        at_once: usize,
        threads: usize,
        #[serde(default)]
        signed: bool,
    },
    /// The client's gets: each of another work request, or all of the same within one second.
    Gets {
        calls: usize,
        at_once: usize,
        threads: usize,
        same: bool,
    },
    /// A list of so many items over hyper, decoded into the client's own types by serde.
    RawList { kind: Kind, items: usize },
    /// The client's.
    List {
        kind: Kind,
        items: usize,
        prefetch: bool,
    },
}

/// What a list is of.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Summaries,
    Logs,
}

/// Everything that jobs share: what is made once is not measured.
pub(crate) struct Bench {
    one: Runtime,
    two: Runtime,
    key: Key,
    raw: Raw,
    clients: Clients,
}

impl Bench {
    pub(crate) fn new(endpoint: &str) -> Result<Self, Failure> {
        Ok(Self {
            one: Builder::new_current_thread().enable_all().build()?,
            two: Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()?,
            key: Key::new()?,
            raw: Raw::new(endpoint)?,
            clients: Clients::new(endpoint)?,
        })
    }

    pub(crate) fn run(&self, job: Job) -> Result<(), Failure> {
        match job {
            Job::Sign { times } => self.key.sign(times),
            Job::RawGets {
                calls,
                at_once,
                threads,
                signed,
            } => self
                .on(threads)
                .block_on(self.raw.gets(threads, calls, at_once, signed)),
            Job::Gets {
                calls,
                at_once,
                threads,
                same,
            } => {
                let clients = self.clients.on(threads);
                self.on(threads)
                    .block_on(clients.gets(calls, at_once, same))
            }
            Job::RawList { kind, items } => self.one.block_on(self.raw.list(kind, items)),
            Job::List {
                kind,
                items,
                prefetch,
            } => {
                let clients = self.clients.on(1);
                self.one.block_on(clients.list(kind, items, prefetch))
            }
        }
    }

    /// A runtime of one thread, or of two.
    fn on(&self, threads: usize) -> &Runtime {
        if threads > 1 { &self.two } else { &self.one }
    }
}

/// Runs `call` so many times, so many at once, each line of calls in a task of its own.
async fn repeat<F>(
    calls: usize,
    at_once: usize,
    call: impl Fn(usize) -> F + Clone + Send + 'static,
) -> Result<(), Failure>
where
    F: Future<Output = Result<(), Failure>> + Send,
{
    if at_once <= 1 {
        for number in 0..calls {
            call(number).await?;
        }
        return Ok(());
    }
    let mut lines = tokio::task::JoinSet::new();
    for line in 0..at_once {
        let call = call.clone();
        lines.spawn(async move {
            for number in (line..calls).step_by(at_once) {
                call(number).await?;
            }
            Ok::<_, Failure>(())
        });
    }
    while let Some(ended) = lines.join_next().await {
        ended??;
    }
    Ok(())
}
