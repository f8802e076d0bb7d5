//! Lists as streams: page after page, or item after item, each fetched when it is asked for.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::{self, BoxStream, StreamExt, TryStreamExt};

use crate::error::{Error, ErrorKind};
use crate::response::Response;

/// Pages a list may have before it is taken for one that never ends.
const MOST_PAGES: usize = 10_000;

/// The pages of a list, as a lazy stream of responses.
///
/// Dropping it stops the listing. After an error it ends; the pages already given stay good, and
/// the `next_page()` of the last one resumes.
#[must_use = "streams do nothing unless polled"]
pub struct Pages<T>(BoxStream<'static, Result<Response<Vec<T>>, Error>>);

/// The items of a list, as a lazy stream; see [`Pages`].
#[must_use = "streams do nothing unless polled"]
pub struct Items<T>(BoxStream<'static, Result<T, Error>>);

/// A list operation that can be asked for any of its pages.
pub(crate) trait ListOperation: Clone + Send + 'static {
    type Item: Send + 'static;

    /// The operation's name, for errors.
    fn operation(&self) -> &'static str;
    /// The same list from this token on.
    fn at_page(self, token: String) -> Self;
    /// One page.
    fn fetch(self) -> impl Future<Output = Result<Response<Vec<Self::Item>>, Error>> + Send;
}

impl<T: Send + 'static> Pages<T> {
    pub(crate) fn new(list: impl ListOperation<Item = T>) -> Self {
        Self(stream::try_unfold(Some(Walk::new(list)), Walk::next).boxed())
    }

    pub(crate) fn into_items(self) -> Items<T> {
        Items(
            self.0
                .map_ok(|page| stream::iter(page.data.into_iter().map(Ok)))
                .try_flatten()
                .boxed(),
        )
    }
}

impl<T> Stream for Pages<T> {
    type Item = Result<Response<Vec<T>>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

impl<T> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

/// Where a listing stands. Of the tokens seen it keeps only hashes, so that memory stays small.
struct Walk<L> {
    list: L,
    seen: HashSet<u64>,
    hasher: RandomState,
    end: Option<String>,
}

type Step<L> = Option<(Response<Vec<<L as ListOperation>::Item>>, Option<Walk<L>>)>;

impl<L: ListOperation> Walk<L> {
    fn new(list: L) -> Self {
        Self {
            list,
            seen: HashSet::new(),
            hasher: RandomState::new(),
            end: None,
        }
    }

    async fn next(walk: Option<Self>) -> Result<Step<L>, Error> {
        let Some(mut walk) = walk else {
            return Ok(None);
        };
        if let Some(problem) = walk.end.take() {
            return Err(walk.endless(problem));
        }
        let page = walk.list.clone().fetch().await?;
        let next = page.next_page().map(|token| walk.advance(token.to_owned()));
        Ok(Some((page, next)))
    }

    /// Moves to the next page; a list that leads in circles or without end is ended there.
    fn advance(mut self, token: String) -> Self {
        if !self.seen.insert(self.hasher.hash_one(&token)) {
            self.end = Some("the service sent a page token for the second time".to_owned());
        } else if self.seen.len() >= MOST_PAGES {
            self.end = Some(format!("the list goes on after {MOST_PAGES} pages"));
        }
        self.list = self.list.at_page(token);
        self
    }

    fn endless(&self, problem: String) -> Error {
        let hint = "the pages so far are good; ask for a narrower list, or walk on from the last next_page() yourself";
        Error::new(ErrorKind::Limit, problem)
            .with_hint(hint)
            .in_operation(self.list.operation())
    }
}

/// Awaiting and streaming of a list operation.
macro_rules! list_futures {
    ($list:ty, $item:ty) => {
        impl $list {
            /// Gets one page.
            ///
            /// # Errors
            /// Parameters that are blank, overlong or unsafe are refused before anything is sent;
            /// see [`Error`] for the rest.
            pub async fn send(self) -> Result<Response<Vec<$item>>, Error> {
                self.fetch().await
            }

            /// All pages from here on, each fetched when the stream is asked for it.
            ///
            /// A page may be empty and yet have a next one. A token that comes twice, or more than
            /// 10,000 pages, end the stream with [`ErrorKind::Limit`](crate::ErrorKind::Limit)
            /// after the pages already given.
            pub fn pages(self) -> crate::Pages<$item> {
                crate::Pages::new(self)
            }

            /// All items from here on; see [`pages`](Self::pages).
            pub fn items(self) -> crate::Items<$item> {
                self.pages().into_items()
            }
        }

        impl IntoFuture for $list {
            type Output = Result<Response<Vec<$item>>, Error>;
            type IntoFuture = ResponseFuture<Vec<$item>>;

            fn into_future(self) -> Self::IntoFuture {
                Box::pin(self.send())
            }
        }
    };
}

pub(crate) use list_futures;
