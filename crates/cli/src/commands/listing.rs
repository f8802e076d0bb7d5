//! Lists of any kind: one page, all pages, or so many items.

use std::num::NonZeroU32;

use chrono::{DateTime, Utc};
use futures_util::stream::StreamExt;
use serde::Serialize;
use work_requests::{Error, ErrorKind, Pages, Response};

use crate::args::PageArgs;
use crate::clock;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::palette::Palette;
use crate::output::{Format, Screen, json, visible, write};

/// The largest page the service gives.
const LARGEST_PAGE: u32 = 1000;

/// How a table of items is made.
type Render<T> = fn(&[T], DateTime<Utc>, Palette) -> String;

/// The page size to ask for: no more than `--max-items` wants, so that no page is cut.
pub(super) fn page_size(args: &PageArgs) -> Option<NonZeroU32> {
    let wanted = args
        .max_items
        .and_then(|most| NonZeroU32::try_from(most).ok());
    let wanted = wanted.filter(|most| most.get() <= LARGEST_PAGE);
    match (args.limit, wanted) {
        (Some(limit), Some(wanted)) => Some(limit.min(wanted)),
        (limit, wanted) => limit.or(wanted),
    }
}

/// A request for a list, with the page that the flags name.
macro_rules! paged {
    ($request:expr, $args:expr) => {{
        let mut request = $request;
        if let Some(limit) = $crate::commands::listing::page_size($args) {
            request = request.limit(limit);
        }
        if let Some(token) = $args.page.clone() {
            request = request.page(token);
        }
        request
    }};
}

/// A request for errors or log lines, with what the flags say.
macro_rules! entries {
    ($request:expr, $args:expr) => {{
        let mut request = $crate::commands::listing::paged!($request, &$args.pages);
        if let Some(order) = $args.sort_order {
            request = request.sort_order(order.into());
        }
        request
    }};
}

pub(super) use {entries, paged};

/// Fetches as many pages as asked for, and prints their items.
///
/// When a page fails, the items before it are printed all the same, and how to go on is said.
pub(super) async fn print<T: Serialize + Send + 'static>(
    mut pages: Pages<T>,
    args: &PageArgs,
    context: &Context,
    what: &str,
    render: Render<T>,
) -> Result<Exit, CliError> {
    let screen = context.screen;
    let mut listing = Listing::from(args);
    let failure = loop {
        match pages.next().await {
            Some(Ok(page)) => {
                listing.take(page, screen)?;
                if listing.is_enough() {
                    break None;
                }
            }
            Some(Err(error)) => break Some(error),
            None => break None,
        }
    };
    match failure {
        Some(error) if listing.request_ids.is_empty() => Err(error.into()),
        failure => listing
            .show(screen, what, render)
            .and_then(|()| listing.end(failure, screen)),
    }
}

/// What was fetched so far.
struct Listing<'a, T> {
    args: &'a PageArgs,
    items: Vec<T>,
    /// How many there were, printed ones included.
    count: usize,
    next_page: Option<String>,
    request_ids: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a, T> {
    data: &'a [T],
    opc_next_page: Option<&'a str>,
    opc_request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    opc_request_ids: Option<&'a [String]>,
}

impl<'a, T> From<&'a PageArgs> for Listing<'a, T> {
    fn from(args: &'a PageArgs) -> Self {
        Self {
            args,
            items: Vec::new(),
            count: 0,
            next_page: args.page.clone(),
            request_ids: Vec::new(),
        }
    }
}

impl<T: Serialize> Listing<'_, T> {
    /// Adds a page. In `ndjson` its items are printed at once, so that any number of them fits.
    fn take(&mut self, page: Response<Vec<T>>, screen: Screen) -> Result<(), CliError> {
        self.request_ids.push(page.request_id().to_owned());
        let next = page.next_page().map(str::to_owned);
        let room = self
            .args
            .max_items
            .map_or(usize::MAX, |most| most.get() - self.count);
        // Of a page that has to be cut, the rest is had by asking for that page again.
        if page.data.len() <= room {
            self.next_page = next;
        }
        let mut items = page.data;
        items.truncate(room);
        self.count += items.len();
        if screen.format != Format::Ndjson {
            self.items.append(&mut items);
            return Ok(());
        }
        write(
            &items
                .iter()
                .map(json::line)
                .collect::<serde_json::Result<String>>()
                .map_err(CliError::unprintable)?,
        )
    }

    /// Whether what was asked for is there.
    fn is_enough(&self) -> bool {
        match self.args.max_items {
            Some(most) => self.count >= most.get(),
            None => !self.args.all,
        }
    }

    fn show(&self, screen: Screen, what: &str, render: Render<T>) -> Result<(), CliError> {
        match screen.format {
            Format::Json => screen.json(&self.document()),
            Format::Table | Format::Html if self.items.is_empty() => {
                screen.remark(&format!("no {what}"));
                Ok(())
            }
            Format::Table | Format::Html => write(&render(&self.items, clock::now(), screen.out)),
            Format::Ndjson => Ok(()),
        }
    }

    fn document(&self) -> Document<'_, T> {
        let several = self.args.all || self.args.max_items.is_some();
        Document {
            data: &self.items,
            opc_next_page: self.next_page.as_deref(),
            opc_request_id: self.request_ids.last().map(String::as_str),
            opc_request_ids: several.then_some(&self.request_ids),
        }
    }

    /// Says how to go on, where there is more.
    fn end(self, failure: Option<Error>, screen: Screen) -> Result<Exit, CliError> {
        // A list that leads in circles is not to be gone on with.
        let circles = failure
            .as_ref()
            .is_some_and(|error| error.kind() == ErrorKind::Limit && error.attempts() == 0);
        if let Some(token) = self.next_page.filter(|_| !circles) {
            let all = if self.args.all || self.args.max_items.is_some() {
                ""
            } else {
                ", or all at once with --all"
            };
            screen.remark(&format!(
                "there is more: go on with --page {}{all}",
                visible(&token)
            ));
        }
        failure.map_or(Ok(Exit::Done), |error| Err(error.into()))
    }
}
