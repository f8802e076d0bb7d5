//! `errors` and `logs`

use clap::{Args, ValueEnum};
use work_requests::models::SortOrder;

use super::PageArgs;

/// What `errors` and `logs` take
#[derive(Debug, Args)]
pub(crate) struct EntriesArgs {
    /// OCID of the work request
    pub(crate) id: String,

    /// Order by time [default: the service's]
    #[arg(long, value_enum, ignore_case = true, value_name = "ORDER")]
    pub(crate) sort_order: Option<Order>,

    #[command(flatten)]
    pub(crate) pages: PageArgs,
}

/// What `logs` takes
#[derive(Debug, Args)]
pub(crate) struct LogsArgs {
    #[command(flatten)]
    pub(crate) entries: EntriesArgs,

    /// Tell the whole log, and new lines as they come, until the work request has ended
    #[arg(long, conflicts_with_all = ["sort_order", "limit", "page", "all", "max_items"])]
    pub(crate) follow: bool,
}

/// Order by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "UPPER")]
pub(crate) enum Order {
    /// Oldest first
    Asc,
    /// Newest first
    Desc,
}

impl From<Order> for SortOrder {
    fn from(order: Order) -> Self {
        match order {
            Order::Asc => Self::Asc,
            Order::Desc => Self::Desc,
        }
    }
}
