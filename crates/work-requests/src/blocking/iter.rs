//! Streams as iterators.

use std::fmt;
use std::sync::Arc;

use futures_core::Stream;
use futures_util::StreamExt as _;

use super::thread::Thread;
use crate::error::Error;
use crate::operation::{Items, Pages};
use crate::response::Response;
use crate::watch::{Checkpoint, Watch, WatchEvent};

/// A stream of the async client as an iterator: `next` blocks until there is something.
///
/// Nothing happens between two calls of `next`; dropping it ends what it does. For a
/// [`Watch`] each item is a [`WatchEvent`], for [`Pages`] and [`Items`] a `Result`.
#[must_use = "nothing is sent until it is iterated"]
pub struct Iter<S> {
    /// `None` while it is away, and for good if it panicked.
    stream: Option<S>,
    ended: bool,
    thread: Arc<Thread>,
}

/// What can be iterated, and what it says when it may not be.
pub(super) trait Source: Stream<Item: Send> + Unpin + Send + Sized + 'static {
    fn refused(&self, error: Error) -> Self::Item;
}

impl<S> Iter<S> {
    pub(super) fn new(thread: &Arc<Thread>, stream: S) -> Self {
        Self {
            stream: Some(stream),
            ended: false,
            thread: Arc::clone(thread),
        }
    }

    /// Sets what the async stream can set; before the first item only.
    pub fn with(mut self, set: impl FnOnce(S) -> S) -> Self {
        self.stream = self.stream.map(set);
        self
    }
}

impl Iter<Watch> {
    /// What is needed to go on in another process, with
    /// [`resume`](super::WorkRequestClient::resume).
    pub fn checkpoint(&self) -> Checkpoint {
        let stream = self.stream.as_ref();
        stream.map_or_else(Checkpoint::empty, Watch::checkpoint)
    }
}

#[allow(private_bounds, reason = "sealed: the streams of this crate")]
impl<S: Source> Iterator for Iter<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        if self.ended {
            return None;
        }
        self.ended = true;
        let mut stream = self.stream.take()?;
        if let Err(error) = self.thread.check_caller() {
            let refused = stream.refused(error);
            self.stream = Some(stream);
            return Some(refused);
        }
        let next = async move {
            let item = stream.next().await;
            (stream, item)
        };
        let (stream, item) = self.thread.run(next).ok()?;
        self.stream = Some(stream);
        self.ended = item.is_none();
        item
    }
}

#[allow(private_bounds, reason = "as above")]
impl<S: Source> std::iter::FusedIterator for Iter<S> {}

impl<T: Send + 'static> Source for Pages<T> {
    fn refused(&self, error: Error) -> Result<Response<Vec<T>>, Error> {
        Err(error)
    }
}

impl<T: Send + 'static> Source for Items<T> {
    fn refused(&self, error: Error) -> Result<T, Error> {
        Err(error)
    }
}

impl Source for Watch {
    fn refused(&self, error: Error) -> WatchEvent {
        let id = self
            .checkpoint()
            .ids()
            .next()
            .unwrap_or_default()
            .to_owned();
        WatchEvent::Lost { id, error }
    }
}

impl<S> fmt::Debug for Iter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ended = self.ended;
        f.debug_struct("Iter")
            .field("ended", &ended)
            .finish_non_exhaustive()
    }
}
