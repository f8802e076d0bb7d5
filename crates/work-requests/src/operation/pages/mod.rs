//! Lists as streams: page after page, or item after item, each fetched when it is asked for.

mod fetching;
mod settings;
mod walk;

use std::num::NonZeroU32;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::{self, BoxStream, StreamExt, TryStreamExt};

use crate::call::CallOptions;
use crate::error::Error;
use crate::response::Response;
use settings::Settings;
use walk::Walk;

/// A list operation that can be asked for any of its pages.
pub(crate) trait ListOperation: Clone + Send + 'static {
    type Item: Send + 'static;

    /// The operation's name, for errors.
    fn operation(&self) -> &'static str;
    /// Which page it asks for.
    fn paging(&self) -> &Paging;
    /// The same, to be changed.
    fn paging_mut(&mut self) -> &mut Paging;
    /// What its call is to keep to.
    fn options_mut(&mut self) -> &mut CallOptions;
    /// One page.
    fn fetch(self) -> impl Future<Output = Result<Response<Vec<Self::Item>>, Error>> + Send;
}

/// Which page of a list is asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paging {
    /// Items a page at most, if asked for.
    pub(crate) size: Option<NonZeroU32>,
    /// The page's token; none for the first.
    pub(crate) token: Option<String>,
}

type PageStream<T> = BoxStream<'static, Result<Response<Vec<T>>, Error>>;

/// The pages of a list, as a lazy stream of responses.
///
/// Dropping it stops the listing. After an error it ends: the pages already given stay good, and
/// [`Error::resume_token`] says from where to go on, with the operation's `page`.
///
/// ```
/// # use futures_util::TryStreamExt;
/// # async fn count(client: work_requests::WorkRequestClient) -> Result<(), work_requests::Error> {
/// let mut pages = client.list_work_requests("ocid1.compartment.oc1..example").pages();
/// while let Some(page) = pages.try_next().await? {
///     println!("{} more, by request {}", page.data.len(), page.request_id());
/// }
/// # Ok(()) }
/// ```
#[must_use = "streams do nothing unless polled"]
pub struct Pages<T>(State<T>);

/// The items of a list, as a lazy stream; see [`Pages`].
#[must_use = "streams do nothing unless polled"]
pub struct Items<T> {
    pages: Option<Pages<T>>,
    items: Option<BoxStream<'static, Result<T, Error>>>,
}

enum State<T> {
    /// Not yet polled: settings may still change.
    Set(Settings, Box<dyn FnOnce(Settings) -> PageStream<T> + Send>),
    Begun(PageStream<T>),
    Moved,
}

impl<T: Send + 'static> Pages<T> {
    pub(crate) fn new(list: impl ListOperation<Item = T>) -> Self {
        let begin =
            |settings| stream::try_unfold(Some(Walk::new(list, settings)), Walk::next).boxed();
        Self(State::Set(Settings::default(), Box::new(begin)))
    }

    /// Ends after this many items: the last page is cut, and pages are asked for no larger than
    /// what is left. Default: all.
    pub fn max_items(self, items: usize) -> Self {
        self.set(|settings| settings.max_items = Some(items))
    }

    /// Takes a list that goes on after this many pages for one that never ends:
    /// [`ErrorKind::Limit`](crate::ErrorKind::Limit). Default: 10,000.
    pub fn max_pages(self, pages: usize) -> Self {
        self.set(|settings| settings.max_pages = pages)
    }

    /// Whether the next page is fetched while this one is decoded and used, in a task that ends
    /// with the stream. Default: no, so that nothing is asked for that nobody wants.
    pub fn prefetch(self, ahead: bool) -> Self {
        self.set(|settings| settings.prefetch = ahead)
    }

    /// The items of these pages.
    pub(crate) fn into_items(self) -> Items<T> {
        Items {
            pages: Some(self),
            items: None,
        }
    }

    /// Settings count until the first poll.
    fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        if let State::Set(settings, _) = &mut self.0 {
            change(settings);
        }
        self
    }
}

impl<T: Send + 'static> Items<T> {
    /// Ends after this many items. Default: all. See [`Pages::max_items`].
    pub fn max_items(self, items: usize) -> Self {
        self.set(|pages| pages.max_items(items))
    }

    /// See [`Pages::max_pages`]. Default: 10,000.
    pub fn max_pages(self, pages: usize) -> Self {
        self.set(|all| all.max_pages(pages))
    }

    /// See [`Pages::prefetch`]. Default: no.
    pub fn prefetch(self, ahead: bool) -> Self {
        self.set(|pages| pages.prefetch(ahead))
    }

    fn set(mut self, change: impl FnOnce(Pages<T>) -> Pages<T>) -> Self {
        self.pages = self.pages.map(change);
        self
    }
}

impl<T: Send + 'static> Stream for Pages<T> {
    type Item = Result<Response<Vec<T>>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0 = match std::mem::replace(&mut self.0, State::Moved) {
            State::Set(settings, begin) => State::Begun(begin(settings)),
            state => state,
        };
        match &mut self.0 {
            State::Begun(pages) => pages.poll_next_unpin(cx),
            _ => Poll::Ready(None),
        }
    }
}

impl<T: Send + 'static> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(pages) = self.pages.take() {
            let items = pages.map_ok(|page| stream::iter(page.data.into_iter().map(Ok)));
            self.items = Some(items.try_flatten().boxed());
        }
        match &mut self.items {
            Some(items) => items.poll_next_unpin(cx),
            None => Poll::Ready(None),
        }
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
            /// 10,000 pages ([`max_pages`](crate::Pages::max_pages)), end the stream with
            /// [`ErrorKind::Limit`](crate::ErrorKind::Limit) after the pages already given.
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
