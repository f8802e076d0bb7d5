//! From one page to the next.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;

use tokio::task::{JoinError, JoinSet};
use tracing::Instrument as _;

use super::ListOperation;
use super::settings::Settings;
use crate::error::{Error, ErrorKind};
use crate::response::Response;

/// The largest page that the service gives; asking for more is pointless.
const LARGEST_PAGE: u32 = 1000;

type Page<L> = Response<Vec<<L as ListOperation>::Item>>;

/// Where a listing stands. Of the tokens seen it keeps only hashes, so that memory stays small.
pub(super) struct Walk<L: ListOperation> {
    list: L,
    settings: Settings,
    /// Items that may still be given.
    left: Option<usize>,
    seen: HashSet<u64>,
    hasher: RandomState,
    end: Option<String>,
    /// The page fetched ahead. Dropping the set ends its task.
    ahead: JoinSet<Result<Page<L>, Error>>,
}

impl<L: ListOperation> Walk<L> {
    pub(super) fn new(list: L, settings: Settings) -> Self {
        Self {
            list,
            settings,
            left: settings.max_items,
            seen: HashSet::new(),
            hasher: RandomState::new(),
            end: None,
            ahead: JoinSet::new(),
        }
    }

    /// The next page, and the walk that goes on from there if there is more.
    pub(super) async fn next(walk: Option<Self>) -> Result<Option<(Page<L>, Option<Self>)>, Error> {
        let Some(mut walk) = walk.filter(|walk| walk.left != Some(0)) else {
            return Ok(None);
        };
        if let Some(problem) = walk.end.take() {
            return Err(walk.endless(problem));
        }
        let mut page = walk.fetch().await.map_err(|error| walk.resumable(error))?;
        if let Some(left) = &mut walk.left {
            page.data.truncate(*left);
            *left -= page.data.len();
        }
        let next = page.next_page().map(|token| walk.advance(token.to_owned()));
        Ok(Some((page, next)))
    }

    async fn fetch(&mut self) -> Result<Page<L>, Error> {
        match self.ahead.join_next().await {
            Some(fetched) => fetched.unwrap_or_else(|error| Err(lost(error))),
            None => self.request().fetch().await,
        }
    }

    /// The request for the page where the walk stands.
    fn request(&self) -> L {
        let mut list = self.list.clone();
        let left = self
            .left
            .map(|left| u32::try_from(left).unwrap_or(u32::MAX));
        let asked = list.paging().size.map_or(LARGEST_PAGE, NonZeroU32::get);
        if let Some(size) = left.and_then(|left| NonZeroU32::new(left.min(asked))) {
            list.paging_mut().size = Some(size);
        }
        list
    }

    /// Moves to the next page; a list that leads in circles or without end is ended there.
    fn advance(mut self, token: String) -> Self {
        if !self.seen.insert(self.hasher.hash_one(&token)) {
            self.end = Some("the service sent a page token for the second time".to_owned());
        } else if self.seen.len() >= self.settings.max_pages {
            let most = self.settings.max_pages;
            self.end = Some(format!("the list goes on after {most} pages"));
        }
        self.list.paging_mut().token = Some(token);
        if self.settings.prefetch && self.end.is_none() && self.left != Some(0) {
            let fetch = self.request().fetch();
            self.ahead.spawn(fetch.in_current_span());
        }
        self
    }

    fn endless(&self, problem: String) -> Error {
        let hint = "the pages so far are good; ask for a narrower list, or walk on from resume_token() yourself";
        let error = Error::new(ErrorKind::Limit, problem).with_hint(hint);
        self.resumable(error.in_operation(self.list.operation()))
    }

    /// Says from where to go on.
    fn resumable(&self, error: Error) -> Error {
        match &self.list.paging().token {
            Some(token) => error.with_resume_token(token.clone()),
            None => error,
        }
    }
}

/// A task that was ended with its runtime, or by a panic beneath us.
fn lost(error: JoinError) -> Error {
    Error::new(ErrorKind::Connection, "the page fetched ahead was lost").with_source(error)
}
