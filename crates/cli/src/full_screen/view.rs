//! What the user chose to see.

use work_requests::work::WorkRequest;

use crate::progress::Entry;

/// What keys mean.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Mode {
    #[default]
    List,
    Filter,
    Help,
}

/// The order of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Sort {
    /// As they were named or met.
    #[default]
    Met,
    Status,
    Percent,
    Operation,
}

impl Sort {
    pub(super) fn next(self) -> Self {
        match self {
            Self::Met => Self::Status,
            Self::Status => Self::Percent,
            Self::Percent => Self::Operation,
            Self::Operation => Self::Met,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Met => "as met",
            Self::Status => "status",
            Self::Percent => "percent",
            Self::Operation => "operation",
        }
    }
}

/// What the user chose to see.
#[derive(Debug, Default)]
pub(super) struct View {
    pub(super) mode: Mode,
    pub(super) sort: Sort,
    pub(super) filter: String,
    /// The row selected, as far as there are rows.
    pub(super) at: usize,
    /// Lines of the details scrolled away.
    pub(super) scrolled: u16,
}

impl View {
    /// The rows to show, in their order.
    pub(super) fn rows<'a>(&self, entries: &'a [Entry]) -> Vec<&'a Entry> {
        let wanted = self.filter.to_lowercase();
        let mut rows: Vec<&Entry> = entries
            .iter()
            .filter(|entry| wanted.is_empty() || words(entry).contains(&wanted))
            .collect();
        let state = |entry: &&Entry| entry.state.clone();
        match self.sort {
            Sort::Met => {}
            Sort::Status => {
                rows.sort_by_key(|entry| state(entry).map(|state| state.raw_status().to_owned()));
            }
            Sort::Operation => rows.sort_by_key(|entry| {
                state(entry).and_then(|state| state.operation_type().map(str::to_owned))
            }),
            Sort::Percent => rows.sort_by(|one, other| percent(one).total_cmp(&percent(other))),
        }
        rows
    }

    /// The one selected.
    pub(super) fn selected<'a>(&self, rows: &[&'a Entry]) -> Option<&'a str> {
        let at = self.at.min(rows.len().saturating_sub(1));
        rows.get(at).map(|entry| entry.id.as_str())
    }

    pub(super) fn select(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by);
        self.scrolled = 0;
    }

    pub(super) fn scroll(&mut self, by: i16) {
        self.scrolled = self.scrolled.saturating_add_signed(by);
    }
}

/// What the filter looks at.
fn words(entry: &Entry) -> String {
    let state = entry.state.as_ref();
    let operation = state.and_then(WorkRequest::operation_type).unwrap_or("");
    let status = state.map(WorkRequest::raw_status).unwrap_or("");
    format!("{} {operation} {status}", entry.id).to_lowercase()
}

fn percent(entry: &Entry) -> f64 {
    let state = entry.state.as_ref();
    state
        .and_then(WorkRequest::percent_complete)
        .unwrap_or(-1.0)
}
