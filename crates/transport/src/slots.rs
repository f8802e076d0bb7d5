//! At most so many calls at once to one place.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use http::Uri;
use http::uri::{Authority, Scheme};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Held from before the connection until the body's end; dropping it lets the next call go.
pub(crate) type Slot = Option<OwnedSemaphorePermit>;

type Place = (Option<Scheme>, Option<Authority>);

/// The slots of every scheme, host and port in use.
#[derive(Debug)]
pub(crate) struct Slots {
    limit: Option<usize>,
    places: Mutex<HashMap<Place, Arc<Semaphore>>>,
}

impl Slots {
    pub(crate) fn new(limit: Option<usize>) -> Self {
        // More than a semaphore can count is as good as no limit.
        let limit = limit.filter(|limit| *limit <= Semaphore::MAX_PERMITS);
        Self {
            limit,
            places: Mutex::default(),
        }
    }

    /// Waits for a free slot, in order of arrival.
    pub(crate) async fn acquire(&self, target: &Uri) -> Slot {
        let semaphore = self.semaphore(target, self.limit?);
        semaphore.acquire_owned().await.ok()
    }

    fn semaphore(&self, target: &Uri, limit: usize) -> Arc<Semaphore> {
        let place = (target.scheme().cloned(), target.authority().cloned());
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = places.get(&place) {
            return known.clone();
        }
        // Forgets the places that nobody uses, so that the table stays small.
        places.retain(|_, semaphore| Arc::strong_count(semaphore) > 1);
        let new = Arc::new(Semaphore::new(limit));
        places.insert(place, new.clone());
        new
    }
}
