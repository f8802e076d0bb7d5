//! What the program prints: results on stdout, remarks on stderr.

mod args;
pub(crate) mod entries;
mod failure;
pub(crate) mod json;
pub(crate) mod palette;
mod screen;
mod stdout;
pub(crate) mod summaries;
mod table;
pub(crate) mod time;
pub(crate) mod work_request;

use clap::ValueEnum;

pub(crate) use args::DisplayArgs;
pub(crate) use failure::{conclude, refuse};
pub(crate) use screen::Screen;
pub(crate) use stdout::{remark, write};
pub(crate) use table::{Cell, Table};
pub(crate) use work_requests::text::visible;

/// The form of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Aligned text for people
    Table,
    /// One JSON document
    Json,
    /// A JSON object a line, as it comes
    Ndjson,
    /// A page of HTML; for `report` only
    Html,
}
