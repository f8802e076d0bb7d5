//! From one page to the next.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;

use super::ListOperation;
use super::fetching::{Fetching, Page};
use super::settings::Settings;
use crate::error::{Error, ErrorKind};

/// The largest page that the service gives; asking for more is pointless.
const LARGEST_PAGE: u32 = 1000;

/// Where a listing stands. Of the tokens seen it keeps only hashes, so that memory stays small.
pub(super) struct Walk<L: ListOperation> {
    list: L,
    settings: Settings,
    /// Items that may still be given.
    left: Option<usize>,
    seen: HashSet<u64>,
    hasher: RandomState,
    end: Option<String>,
    /// The page where the walk stands, if it is fetched ahead.
    ahead: Option<Fetching<L>>,
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
            ahead: None,
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
        let at = walk.list.paging().token.clone();
        let (page, gone_on) = match walk.settings.prefetch {
            true => walk.fetch_and_go_on().await,
            false => walk.request().fetch().await.map(|page| (page, false)),
        }
        .map_err(|error| resumable(error, at))?;
        Ok(Some(walk.give(page, gone_on)))
    }

    /// The page, and whether the walk stands at the one after it: if that is wanted for certain,
    /// it is asked for as soon as its token is known, and comes while this one is decoded.
    async fn fetch_and_go_on(&mut self) -> Result<(Page<L>, bool), Error> {
        let ahead = self.ahead.take();
        let mut fetching = ahead.unwrap_or_else(|| Fetching::start(self.request()));
        let next = match self.outlasts_a_page() {
            true => fetching.next_page().await,
            false => None,
        };
        let gone_on = next.map(|token| self.advance(token)).is_some();
        fetching.page().await.map(|page| (page, gone_on))
    }

    /// Whether this page can neither be the last one wanted nor make the next one smaller.
    fn outlasts_a_page(&self) -> bool {
        let two = u64::from(self.page_size()) * 2;
        self.left.is_none_or(|left| left as u64 >= two)
    }

    /// Counts what is given, and goes on unless that is done.
    fn give(mut self, mut page: Page<L>, gone_on: bool) -> (Page<L>, Option<Self>) {
        if let Some(left) = &mut self.left {
            page.data.truncate(*left);
            *left -= page.data.len();
        }
        match page.next_page().map(str::to_owned) {
            None => return (page, None),
            Some(token) if !gone_on => self.advance(token),
            Some(_) => {}
        }
        (page, Some(self))
    }

    /// The request for the page where the walk stands.
    fn request(&self) -> L {
        let mut list = self.list.clone();
        let left = self
            .left
            .map(|left| u32::try_from(left).unwrap_or(u32::MAX));
        let most = self.page_size();
        if let Some(size) = left.and_then(|left| NonZeroU32::new(left.min(most))) {
            list.paging_mut().size = Some(size);
        }
        list
    }

    /// Items that a page has at most.
    fn page_size(&self) -> u32 {
        let asked = self.list.paging().size;
        asked.map_or(LARGEST_PAGE, NonZeroU32::get)
    }

    /// Moves to the next page; a list that leads in circles or without end is ended there.
    fn advance(&mut self, token: String) {
        if !self.seen.insert(self.hasher.hash_one(&token)) {
            self.end = Some("the service sent a page token for the second time".to_owned());
        } else if self.seen.len() >= self.settings.max_pages {
            let most = self.settings.max_pages;
            self.end = Some(format!("the list goes on after {most} pages"));
        }
        self.list.paging_mut().token = Some(token);
        if self.settings.prefetch && self.end.is_none() && self.left != Some(0) {
            self.ahead = Some(Fetching::start(self.request()));
        }
    }

    fn endless(&self, problem: String) -> Error {
        let hint = "the pages so far are good; ask for a narrower list, or walk on from resume_token() yourself";
        let error = Error::new(ErrorKind::Limit, problem).with_hint(hint);
        let at = self.list.paging().token.clone();
        resumable(error.in_operation(self.list.operation()), at)
    }
}

/// Says from where to go on.
fn resumable(error: Error, at: Option<String>) -> Error {
    match at {
        Some(token) => error.with_resume_token(token),
        None => error,
    }
}
