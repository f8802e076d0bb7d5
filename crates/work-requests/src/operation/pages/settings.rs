//! How far a walk over pages goes.

/// Pages a list may have before it is taken for one that never ends.
const MOST_PAGES: usize = 10_000;

/// How far a walk goes, and whether it hurries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settings {
    pub(super) max_items: Option<usize>,
    pub(super) max_pages: usize,
    pub(super) prefetch: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_items: None,
            max_pages: MOST_PAGES,
            prefetch: false,
        }
    }
}
