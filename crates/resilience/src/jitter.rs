//! Randomness as a value.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// A source of numbers from 0 up to, not including, 1; cheap to clone, clones share one sequence.
///
/// The default draws from a generator seeded anew for each thread, which is not for secrets.
#[derive(Clone, Default)]
pub struct Jitter(Option<Arc<dyn Fn() -> f64 + Send + Sync>>);

impl Jitter {
    /// The same sequence for the same seed, for tests and replays.
    pub fn seeded(seed: u64) -> Self {
        let generator = Mutex::new(fastrand::Rng::with_seed(seed));
        Self::new(move || {
            generator
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .f64()
        })
    }

    /// Draws from `source`. Numbers outside the range are moved to its nearer end, NaN to 0.
    pub fn new(source: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(source)))
    }

    /// The next number, at least 0 and less than 1.
    pub fn next(&self) -> f64 {
        within_unit(
            self.0
                .as_ref()
                .map_or_else(fastrand::f64, |source| source()),
        )
    }
}

/// Brings any number into `[0, 1)`.
pub(crate) fn within_unit(number: f64) -> f64 {
    const BELOW_ONE: f64 = 1.0 - f64::EPSILON;
    // NaN is not over 0 either.
    if number > 0.0 {
        number.min(BELOW_ONE)
    } else {
        0.0
    }
}

impl fmt::Debug for Jitter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Jitter")
    }
}
