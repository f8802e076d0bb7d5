//! One page under way.

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::{JoinError, JoinSet};
use tracing::Instrument as _;

use super::ListOperation;
use crate::error::{Error, ErrorKind};
use crate::response::Response;

pub(super) type Page<L> = Response<Vec<<L as ListOperation>::Item>>;

/// A page that a task fetches and decodes. Dropping it ends the task.
pub(super) struct Fetching<L: ListOperation> {
    task: JoinSet<Result<Page<L>, Error>>,
    next: UnboundedReceiver<String>,
}

impl<L: ListOperation> Fetching<L> {
    pub(super) fn start(mut request: L) -> Self {
        let (told, next) = unbounded_channel();
        request.options_mut().next_page = Some(told);
        let mut task = JoinSet::new();
        task.spawn(request.fetch().in_current_span());
        Self { task, next }
    }

    /// The token of the page after this one, as soon as the answer is there: its items may be
    /// undecoded still. None if there is no answer, or no such page.
    pub(super) async fn next_page(&mut self) -> Option<String> {
        self.next.recv().await
    }

    pub(super) async fn page(mut self) -> Result<Page<L>, Error> {
        match self.task.join_next().await {
            Some(fetched) => fetched.unwrap_or_else(|error| Err(lost(error))),
            None => Err(Error::new(ErrorKind::Connection, LOST)),
        }
    }
}

const LOST: &str = "the page fetched ahead was lost";

/// A task that was ended with its runtime, or by a panic beneath us.
fn lost(error: JoinError) -> Error {
    Error::new(ErrorKind::Connection, LOST).with_source(error)
}
