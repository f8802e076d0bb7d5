//! When a closed breaker opens.

use tokio::time::Instant;

use super::window::{FailureRate, Recent};

#[derive(Clone, Copy, Debug)]
pub(super) enum Trip {
    InARow(u32),
    Rate(FailureRate),
}

#[derive(Debug)]
pub(super) enum Counter {
    InARow { failed: u32, threshold: u32 },
    Recent(Recent),
}

impl Counter {
    pub(super) fn new(trip: Trip, now: Instant) -> Self {
        match trip {
            Trip::InARow(threshold) => Self::InARow {
                failed: 0,
                threshold,
            },
            Trip::Rate(rule) => Self::Recent(Recent::new(rule, now)),
        }
    }

    /// `true` when it is time to open.
    pub(super) fn count(&mut self, is_failure: bool, now: Instant) -> bool {
        match self {
            Self::InARow { failed, threshold } => {
                *failed = if is_failure {
                    failed.saturating_add(1)
                } else {
                    0
                };
                *failed >= *threshold
            }
            Self::Recent(recent) => recent.count(is_failure, now),
        }
    }

    /// Whether a success makes earlier failures irrelevant.
    pub(super) fn forgets_at_success(&self) -> bool {
        matches!(self, Self::InARow { .. })
    }
}
