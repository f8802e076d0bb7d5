//! A bound on retries over all calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tower::retry::budget::Budget;

/// Tokens that calls share, so that an outage is not answered with a storm of retries; clones
/// share the same tokens.
///
/// A retry takes a token, and gives it back if it succeeds, or if it was never sent. A call that
/// succeeds at its first attempt adds a tenth. Without tokens nothing is retried. There are never
/// more tokens than at the start: with the default 20, a hundred calls into a full outage send at
/// most 120 requests, while a lone call has all its attempts.
#[derive(Clone, Debug)]
pub struct TokenBudget(Arc<Bucket>);

#[derive(Debug)]
struct Bucket {
    tenths: AtomicU32,
    capacity: u32,
}

const TOKEN: u32 = 10;

impl TokenBudget {
    /// A full budget of that many tokens.
    pub fn new(tokens: u32) -> Self {
        let capacity = tokens.saturating_mul(TOKEN);
        Self(Arc::new(Bucket {
            tenths: AtomicU32::new(capacity),
            capacity,
        }))
    }

    /// The tokens left.
    pub fn tokens(&self) -> f64 {
        f64::from(self.0.tenths.load(Ordering::Relaxed)) / f64::from(TOKEN)
    }

    /// Gives a token back.
    pub fn refund(&self) {
        self.add(TOKEN);
    }

    /// Takes a token that returns by itself if dropped.
    pub(super) fn reserve(&self) -> Option<Reservation> {
        self.withdraw().then(|| Reservation {
            budget: Some(self.clone()),
        })
    }

    fn add(&self, tenths: u32) {
        let capacity = self.0.capacity;
        // The closure never refuses, so there is no error to see.
        let _ = self
            .0
            .tenths
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |held| {
                Some(held.saturating_add(tenths).min(capacity))
            });
    }
}

impl Default for TokenBudget {
    /// 20 tokens.
    fn default() -> Self {
        Self::new(20)
    }
}

impl Budget for TokenBudget {
    /// Adds a tenth of a token.
    fn deposit(&self) {
        self.add(1);
    }

    /// Takes a token; `false` if there is none.
    fn withdraw(&self) -> bool {
        let take = |held: u32| held.checked_sub(TOKEN);
        self.0
            .tenths
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .is_ok()
    }
}

/// A token for a retry that still waits.
#[derive(Debug)]
pub(super) struct Reservation {
    budget: Option<TokenBudget>,
}

impl Reservation {
    /// The retry is sent, the token gone.
    pub(super) fn spend(mut self) {
        self.budget = None;
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        if let Some(budget) = self.budget.take() {
            budget.refund();
        }
    }
}
