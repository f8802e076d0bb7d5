//! Work requests that can be read by one list, because they share a compartment.

use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher as _, Hash, Hasher, RandomState};
use std::sync::Arc;

use tokio::time::Instant;
use tokio_util::time::delay_queue;

use super::followed::Failures;
use crate::service::ServiceClient;
use crate::work::Status;

/// Pages that a list may have before it is taken for one that never ends.
const MOST_PAGES: usize = 10_000;

/// Work requests of one compartment, or those whose compartment is not known yet.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) home: Option<Arc<Home>>,
    pub(super) members: BTreeSet<usize>,
    pub(super) alarm: Option<delay_queue::Key>,
    /// The listing under way.
    pub(super) walk: Option<Walk>,
    /// Pages that the last listing took; one until it is known better.
    pub(super) pages: usize,
    /// Whether it was ever listed.
    pub(super) listed: bool,
    /// Whether the service lets us list it.
    pub(super) listable: bool,
    pub(super) failures: Failures,
    pub(super) watched: Option<Watched>,
}

/// Where work requests are that one list tells: a compartment, as one service in one region has it.
#[derive(Debug)]
pub(super) struct Home {
    pub(super) service: ServiceClient,
    pub(super) compartment: String,
}

/// A compartment whose new work requests are followed too.
#[derive(Debug)]
pub(super) struct Watched {
    pub(super) next: Instant,
    pub(super) unchanged: u32,
    /// Whether all of it was seen once; what had ended before is none of ours.
    pub(super) primed: bool,
    /// Hashes of the ids seen, so that memory stays small.
    known: HashSet<u64>,
    hasher: RandomState,
}

/// A listing, page after page.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) token: Option<String>,
    pub(super) pages: usize,
    /// Pages it may take; any number where new ones are looked for.
    most: Option<usize>,
    /// Members that are waiting to be read by it.
    pub(super) awaited: HashSet<usize>,
    /// Whether it searches for those whose compartment is not known yet.
    pub(super) searches: bool,
    /// Whether something new was found by it.
    pub(super) news: bool,
    tokens: HashSet<String>,
}

impl Group {
    pub(super) fn new(home: Option<Arc<Home>>) -> Self {
        let listable = |home: &Arc<Home>| home.service.lists_compartments();
        Self {
            listable: home.as_ref().is_some_and(listable),
            home,
            members: BTreeSet::new(),
            alarm: None,
            walk: None,
            pages: 1,
            listed: false,
            failures: Failures::default(),
            watched: None,
        }
    }

    pub(super) fn compartment(&self) -> Option<&str> {
        Some(self.home.as_ref()?.compartment.as_str())
    }

    /// Whether a list takes fewer requests than reading so many one by one; as many will do where
    /// it also finds new ones.
    pub(super) fn is_list_cheaper(&self, due: usize) -> bool {
        let least = self.pages + usize::from(self.watched.is_none());
        self.listable && due >= least
    }

    /// Whether it is time to look for new ones.
    pub(super) fn is_watch_due(&self, now: Instant) -> bool {
        self.watched
            .as_ref()
            .is_some_and(|watched| watched.next <= now)
    }
}

impl Home {
    pub(super) fn new(service: ServiceClient, compartment: impl Into<String>) -> Self {
        Self {
            service,
            compartment: compartment.into(),
        }
    }

    fn key(&self) -> ((&'static str, Option<&str>), &str) {
        (self.service.place(), &self.compartment)
    }
}

impl PartialEq for Home {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Home {}

impl Hash for Home {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl Watched {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            next: now,
            unchanged: 0,
            primed: false,
            known: HashSet::new(),
            hasher: RandomState::new(),
        }
    }

    /// Whether this one is to be followed from now on: it is seen for the first time, and had not
    /// ended before we came.
    pub(super) fn discovers(&mut self, id: &str, status: Status) -> bool {
        let new = self.known.insert(self.hasher.hash_one(id));
        new && (self.primed || !status.is_terminal())
    }
}

impl Walk {
    pub(super) fn new(awaited: Vec<usize>, most: Option<usize>, searches: bool) -> Self {
        Self {
            awaited: awaited.into_iter().collect(),
            most,
            searches,
            ..Self::default()
        }
    }

    /// Moves to the next page. Whether there is one worth asking for: circles, lists without end
    /// and those that cost more than they save are not.
    pub(super) fn advance(&mut self, next: Option<&str>) -> bool {
        self.pages += 1;
        let Some(next) = next else { return false };
        self.token = Some(next.to_owned());
        let most = self.most.unwrap_or(MOST_PAGES).min(MOST_PAGES);
        self.pages < most && self.tokens.insert(next.to_owned())
    }

    /// Pages that would have been needed, as far as is known.
    pub(super) fn pages_needed(&self) -> usize {
        self.pages + usize::from(!self.awaited.is_empty())
    }
}
