//! Cutting a list into pages.

use std::ops::Range;

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use work_requests_models::SortOrder;

/// The most items that may be asked for at once.
pub(crate) const MAX_LIMIT: usize = 1000;

/// A page and the token of the next.
pub(super) struct Page {
    /// The list in its service's shape.
    pub(super) items: Value,
    pub(super) next: Option<String>,
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let next = self.next.map(|token| [("opc-next-page", token)]);
        (next, Json(self.items)).into_response()
    }
}

/// Part of a list that only ever grows at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    /// Indices of the items, to be read backwards when the newest come first.
    pub(super) range: Range<usize>,
    /// The index behind which the next page begins, if there is one.
    pub(super) next: Option<usize>,
}

impl Window {
    /// The page of a list of `length` behind index `after`. Items that are added meanwhile are
    /// seen by walks from the oldest, and disturb none from the newest.
    pub(super) fn new(
        length: usize,
        order: &SortOrder,
        after: Option<usize>,
        limit: usize,
    ) -> Self {
        match order {
            SortOrder::Desc => {
                let end = after.unwrap_or(length).min(length);
                let start = end.saturating_sub(limit);
                Self {
                    range: start..end,
                    next: (start > 0).then_some(start),
                }
            }
            _ => {
                let start = after.map_or(0, |after| after.saturating_add(1)).min(length);
                let end = start.saturating_add(limit).min(length);
                Self {
                    range: start..end,
                    next: (end < length).then(|| end - 1),
                }
            }
        }
    }
}
