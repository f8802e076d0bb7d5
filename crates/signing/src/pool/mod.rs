//! Signatures on all cores when many calls are in flight.

mod job;
mod turn;

use std::collections::VecDeque;
use std::fmt;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::available_parallelism;

use crate::{PrivateKey, SignError};
use job::Job;
use turn::Turn;

/// What a helping thread runs: it signs until nothing waits, then ends.
pub type Help = Box<dyn FnOnce() + Send>;

/// Shares the signatures of many calls out over the cores; clones are handles to the same pool.
///
/// A call that is alone signs where it is, at no cost. When calls overlap, each lets the others
/// come up to their own signatures before it begins, and if any do, idle cores help: threads that
/// the caller's `spawn` provides take signatures from the end of the line, while the callers work
/// from its front. So a runtime of one thread signs on all cores, a runtime that keeps all cores
/// busy by itself asks for no help, and with one core nothing ever leaves its thread.
///
/// Nobody depends on a helper: a signature that none has taken is made by the call that wants it.
/// [`SignLayer::pool`](crate::SignLayer::pool) hands it to signers, of which
/// [`RequestSigner`](crate::RequestSigner) makes use of it.
///
/// ```
/// use work_requests_signing::SigningPool;
///
/// let pool = SigningPool::new(|help| {
///     std::thread::spawn(help);
/// });
/// ```
#[derive(Clone)]
pub struct SigningPool(Arc<Pool>);

struct Pool {
    spawn: Box<dyn Fn(Help) + Send + Sync>,
    threads: OnceLock<usize>,
    calls: AtomicUsize,
    line: Mutex<Line>,
}

/// The signatures that nobody makes yet, and who is making some.
#[derive(Default)]
struct Line {
    waiting: VecDeque<Arc<Job>>,
    /// Callers that sign just now.
    signing: usize,
    helpers: usize,
}

impl SigningPool {
    /// A pool that gets its helping threads from `spawn`, which runs what it is given on another
    /// thread, or drops it if there is none to be had. It is called within the `poll` of a call.
    pub fn new(spawn: impl Fn(Help) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Pool {
            spawn: Box::new(spawn),
            threads: OnceLock::new(),
            calls: AtomicUsize::new(0),
            line: Mutex::default(),
        }))
    }

    /// How many threads may sign at a time, callers included. Default: as many as the process may
    /// use cores, found out when calls overlap for the first time.
    #[must_use]
    pub fn threads(self, threads: NonZeroUsize) -> Self {
        // Set before anyone asks, or not at all: a pool in use keeps its number.
        let _ = self.0.threads.set(threads.get());
        self
    }

    /// Counts a call until what it gives is dropped.
    #[cfg(feature = "layer")]
    pub(crate) fn enter(&self) -> Call {
        self.0.calls.fetch_add(1, Ordering::Relaxed);
        Call(self.clone())
    }

    /// Whether there is more than one call, and more than one core.
    pub(crate) fn is_shared(&self) -> bool {
        self.0.calls.load(Ordering::Relaxed) > 1 && self.0.threads() > 1
    }

    /// RSASSA-PKCS1-v1_5 over SHA-256, here or on a thread that helps.
    pub(crate) async fn sign(&self, key: &PrivateKey, text: &str) -> Result<Vec<u8>, SignError> {
        Turn::new(self.clone(), Job::new(key.clone(), text)).await
    }
}

/// A call that counts.
#[cfg(feature = "layer")]
pub(crate) struct Call(SigningPool);

#[cfg(feature = "layer")]
impl Drop for Call {
    fn drop(&mut self) {
        self.0.0.calls.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Pool {
    fn threads(&self) -> usize {
        *self
            .threads
            .get_or_init(|| available_parallelism().map_or(1, NonZeroUsize::get))
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a job out of the line for the call that wants it; `false` if a helper has it.
    fn claim(self: &Arc<Self>, job: &Arc<Job>) -> bool {
        let helpers = {
            let mut line = self.line();
            if !line.remove(job) {
                return false;
            }
            line.signing += 1;
            line.engage(self.threads())
        };
        for _ in 0..helpers {
            self.call_helper();
        }
        true
    }

    fn call_helper(self: &Arc<Self>) {
        let helper = Helper(Arc::clone(self));
        (self.spawn)(Box::new(move || helper.work()));
    }
}

impl Line {
    fn remove(&mut self, job: &Arc<Job>) -> bool {
        let place = self
            .waiting
            .iter()
            .position(|other| Arc::ptr_eq(other, job));
        place.and_then(|place| self.waiting.remove(place)).is_some()
    }

    /// As many helpers as there are idle cores, and work for; they are counted from here on.
    fn engage(&mut self, threads: usize) -> usize {
        let idle = threads.saturating_sub(self.signing + self.helpers);
        let more = idle.min(self.waiting.len().saturating_sub(self.helpers));
        self.helpers += more;
        more
    }

    /// The next job for a helper, unless the callers by themselves keep all cores busy.
    fn next(&mut self, threads: usize) -> Option<Arc<Job>> {
        if self.signing + self.helpers > threads {
            return None;
        }
        self.waiting.pop_back()
    }
}

/// A helper that was engaged; it counts until it is dropped, even if it never ran.
struct Helper(Arc<Pool>);

impl Helper {
    fn work(self) {
        while let Some(job) = self.next() {
            job.run();
        }
    }

    fn next(&self) -> Option<Arc<Job>> {
        let threads = self.0.threads();
        self.0.line().next(threads)
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        self.0.line().helpers -= 1;
    }
}

impl fmt::Debug for SigningPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningPool")
            .field("threads", &self.0.threads.get())
            .finish_non_exhaustive()
    }
}
