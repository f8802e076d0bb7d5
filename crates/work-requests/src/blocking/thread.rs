//! The thread that does the work, with a runtime that nobody else sees.

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::mpsc as std_mpsc;
use std::thread::{self, JoinHandle};

use futures_util::FutureExt as _;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;

use crate::error::{Error, ErrorKind};

type Job = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A thread that runs futures for threads that wait. Dropping it ends it, and waits for that.
pub(super) struct Thread {
    /// Taken to end the thread.
    jobs: Option<mpsc::UnboundedSender<Job>>,
    handle: Option<JoinHandle<()>>,
}

impl Thread {
    pub(super) fn start() -> Result<Arc<Self>, Error> {
        let (jobs, queue) = mpsc::unbounded_channel();
        let (started, starting) = std_mpsc::sync_channel(1);
        // The runtime is made over there: dropped here, in an async caller, it would panic.
        let handle = thread::Builder::new()
            .name("work-requests".to_owned())
            .spawn(move || work(queue, &started))
            .map_err(cannot_start)?;
        let thread = Self {
            jobs: Some(jobs),
            handle: Some(handle),
        };
        match starting.recv() {
            Ok(Ok(())) => Ok(Arc::new(thread)),
            Ok(Err(error)) => Err(cannot_start(error)),
            Err(_) => Err(ended()),
        }
    }

    /// Runs a future to its end while the calling thread waits. A panic in it goes on here.
    ///
    /// The wait is the standard library's: tokio's own would panic in an async caller.
    pub(super) fn run<F>(&self, future: F) -> Result<F::Output, Error>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        self.check_caller()?;
        let (reply, answer) = std_mpsc::sync_channel(1);
        let job = async move {
            let outcome = AssertUnwindSafe(future).catch_unwind().await;
            // Nobody else can take it: the caller waits for nothing but this.
            let _ = reply.send(outcome);
        };
        let jobs = self.jobs.as_ref().ok_or_else(ended)?;
        jobs.send(Box::pin(job)).map_err(|_| ended())?;
        let outcome: Result<F::Output, Box<dyn Any + Send>> = answer.recv().map_err(|_| ended())?;
        Ok(outcome.unwrap_or_else(|panic| resume_unwind(panic)))
    }

    /// Whoever runs on this very thread must not wait for it.
    pub(super) fn check_caller(&self) -> Result<(), Error> {
        if self.is_current() {
            let message = "a blocking call in a callback of the same client would wait for itself";
            return Err(Error::usage(message)
                .with_hint("hand it to another thread, or use another client; nothing was sent"));
        }
        Ok(())
    }

    fn is_current(&self) -> bool {
        let current = thread::current().id();
        let handle = self.handle.as_ref();
        handle.is_some_and(|handle| handle.thread().id() == current)
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        drop(self.jobs.take());
        // A callback that held the last client cannot wait for the thread that it runs on.
        if !self.is_current()
            && let Some(handle) = self.handle.take()
        {
            let _ = handle.join();
        }
    }
}

fn work(mut queue: mpsc::UnboundedReceiver<Job>, started: &std_mpsc::SyncSender<io::Result<()>>) {
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => return drop(started.send(Err(error))),
    };
    let _ = started.send(Ok(()));
    runtime.block_on(async {
        while let Some(job) = queue.recv().await {
            tokio::spawn(job);
        }
    });
    // A name look-up under way may take its time; nobody waits for it.
    runtime.shutdown_background();
}

fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

fn cannot_start(error: io::Error) -> Error {
    Error::config("the system gives no thread for a blocking client")
        .with_source(error)
        .with_hint("free resources, or use the async client")
}

/// It never ends while somebody holds it.
fn ended() -> Error {
    Error::new(ErrorKind::Usage, "the client's thread has ended").with_hint("build another client")
}
