//! What a refreshing signer knows at a moment.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use super::Refresh;
use crate::{AuthError, Credential};

/// Time between two looks at whether the source has changed.
const LOOK: Duration = Duration::from_secs(1);

/// The longest time between two early refreshes that bring nothing.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What a refreshing signer knows at a moment.
pub(super) struct State {
    current: Option<Arc<Credential>>,
    pub(super) refresh: Option<Refresh>,
    /// How far the early refresh of the current credential is moved, from 0 to 1.
    chance: f64,
    old: bool,
    /// Refreshes in a row that brought nothing.
    failures: u32,
    next_try: Option<Instant>,
    next_look: Option<Instant>,
    asked: SystemTime,
}

/// What there is to sign with.
pub(super) enum Found {
    Good(Arc<Credential>),
    /// It still signs; the next one is due.
    Aging(Arc<Credential>),
    Nothing,
}

impl Default for State {
    fn default() -> Self {
        Self {
            current: None,
            refresh: None,
            chance: 0.5,
            old: false,
            failures: 0,
            next_try: None,
            next_look: None,
            asked: SystemTime::UNIX_EPOCH,
        }
    }
}

impl State {
    pub(super) fn current(&self) -> Option<&Arc<Credential>> {
        self.current.as_ref()
    }

    /// The time of the last request that was signed.
    pub(super) fn last_asked(&self) -> SystemTime {
        self.asked
    }

    pub(super) fn find(&mut self, now: SystemTime) -> Found {
        self.asked = now;
        match &self.current {
            Some(current) if current.is_over(now) => Found::Nothing,
            Some(current) if self.old || current.is_aging(now, self.chance) => {
                Found::Aging(Arc::clone(current))
            }
            Some(current) => Found::Good(Arc::clone(current)),
            None => Found::Nothing,
        }
    }

    /// The source has a newer one.
    pub(super) fn make_old(&mut self) {
        self.old = true;
        self.next_try = None;
    }

    /// Whether a refresh that brought nothing was long enough ago.
    pub(super) fn may_try(&self, now: Instant) -> bool {
        self.next_try.is_none_or(|next| now >= next)
    }

    /// Whether it is time to look at the source; the next time is a second from now.
    pub(super) fn is_to_be_checked(&mut self, now: Instant) -> bool {
        let due = self.next_look.is_none_or(|next| now >= next);
        if due {
            self.next_look = Some(now + LOOK);
        }
        due
    }

    /// A refresh has ended: the new credential takes the place of the old one whole, or the old one
    /// stays.
    pub(super) fn arrived(
        &mut self,
        result: &Result<Arc<Credential>, Arc<AuthError>>,
        now: Instant,
    ) {
        self.refresh = None;
        match result {
            Ok(credential) => {
                let same = self.current.as_ref().map(|current| current.id());
                self.current = Some(Arc::clone(credential));
                self.chance = fastrand::f64();
                self.old = false;
                // Some sources give the same token again until shortly before its end, or one that
                // is old already: asking at every signature would not make it younger.
                let aged = credential.is_aging(self.asked, self.chance);
                match aged || same == Some(credential.id()) {
                    true => self.pause(now),
                    false => (self.failures, self.next_try) = (0, None),
                }
            }
            Err(_) => self.pause(now),
        }
    }

    /// The next early refresh is later, by twice as much each time.
    fn pause(&mut self, now: Instant) {
        let pause = Duration::from_secs(1 << self.failures.min(6));
        self.failures = self.failures.saturating_add(1);
        self.next_try = Some(now + pause.min(LONGEST_PAUSE));
    }
}
