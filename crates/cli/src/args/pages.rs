//! How much of a list is fetched.

use std::num::{NonZeroU32, NonZeroUsize};

use clap::Args;

use super::values::count;

/// How much of a list is fetched.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct PageArgs {
    /// Most items a page [default: the service's]
    #[arg(long, value_name = "N", value_parser = count::<NonZeroU32>)]
    pub(crate) limit: Option<NonZeroU32>,

    /// Start at this page: the opcNextPage of an earlier answer
    #[arg(long, value_name = "TOKEN")]
    pub(crate) page: Option<String>,

    /// Fetch all pages from there on
    #[arg(long, conflicts_with = "max_items")]
    pub(crate) all: bool,

    /// Fetch pages until there are this many items
    #[arg(long, value_name = "N", value_parser = count::<NonZeroUsize>)]
    pub(crate) max_items: Option<NonZeroUsize>,
}
