//! How far a growing list of entries has been told, so that each is told once.

use serde::{Deserialize, Serialize};

/// A place in a list that grows at its end: the page last read, and how much of it was told.
///
/// The service gives entries no ids. Read in ascending order the list only grows at its end, so a
/// page that was not full is read again later from where it was left.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Cursor {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    page: Option<String>,
    /// Entries of that page that were told.
    told: usize,
}

impl Cursor {
    /// The token of the page to read next; none for the first.
    pub(super) fn page(&self) -> Option<&str> {
        self.page.as_deref()
    }

    /// The place after one more entry of the same page.
    pub(super) fn after_one(&self) -> Self {
        Self {
            page: self.page.clone(),
            told: self.told + 1,
        }
    }

    /// Takes in the page as read now. Gives what of it is new, and whether there is a next page.
    pub(super) fn take<T>(&mut self, mut entries: Vec<T>, next: Option<&str>) -> (Vec<T>, bool) {
        let new = entries.split_off(self.told.min(entries.len()));
        self.told += new.len();
        let more = next.is_some_and(|next| self.page.as_deref() != Some(next));
        if more {
            *self = Self {
                page: next.map(str::to_owned),
                told: 0,
            };
        }
        (new, more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A list in pages of `size`, whose tokens are offsets.
    fn page(all: &[u32], token: Option<&str>, size: usize) -> (Vec<u32>, Option<String>) {
        let from: usize = token.map_or(0, |token| token.parse().unwrap());
        let to = (from + size).min(all.len());
        (
            all[from..to].to_vec(),
            (to < all.len()).then(|| to.to_string()),
        )
    }

    proptest! {
        /// However the list grows between reads, and wherever a reader stops and goes on by a saved
        /// cursor: every entry once, in order.
        #[test]
        fn every_entry_is_told_once(
            growth in proptest::collection::vec(0_usize..7, 1..20),
            size in 1_usize..5,
            stops in proptest::collection::vec(any::<bool>(), 60),
        ) {
            let (mut all, mut told, mut cursor) = (Vec::new(), Vec::new(), Cursor::default());
            let mut stops = stops.into_iter();
            for more in growth {
                let from = all.len() as u32;
                all.extend(from..from + more as u32);
                loop {
                    let (entries, next) = page(&all, cursor.page(), size);
                    let (new, goes_on) = cursor.take(entries, next.as_deref());
                    told.extend(new);
                    let saved = serde_json::to_string(&cursor).unwrap();
                    cursor = serde_json::from_str(&saved).unwrap();
                    if !goes_on || stops.next() == Some(true) { break }
                }
            }
            while told.len() < all.len() {
                let (entries, next) = page(&all, cursor.page(), size);
                told.extend(cursor.take(entries, next.as_deref()).0);
            }
            prop_assert_eq!(told, all);
        }
    }

    #[test]
    fn a_page_that_shrinks_tells_nothing_twice() {
        let mut cursor = Cursor::default();
        assert_eq!(cursor.take(vec![1, 2, 3], None), (vec![1, 2, 3], false));
        assert_eq!(cursor.take(vec![1, 2], None), (vec![], false));
        assert_eq!(cursor.take(vec![1, 2, 3, 4], None), (vec![4], false));
    }

    #[test]
    fn a_page_that_names_itself_is_the_last() {
        let mut cursor = Cursor::default();
        assert_eq!(cursor.take(vec![1], Some("a")), (vec![1], true));
        assert_eq!(cursor.take(vec![2], Some("a")), (vec![2], false));
    }
}
