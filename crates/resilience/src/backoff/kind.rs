//! The formulas.

/// How chance spreads a wait. In the formulas `n` is the number of failures so far, and `U(a, b)`
/// is evenly spread between `a` and `b`.
///
/// They are those of the OCI SDKs, where the exponent of the first three is `n` and not `n - 1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BackoffKind {
    /// `U(0, e)`, where `e = min(base · growthⁿ, cap)`: spreads callers most, may hardly wait.
    FullJitter,
    /// `e/2 + U(0, e/2)`: always waits at least half.
    EqualJitter,
    /// [`EqualJitter`](Self::EqualJitter) when the service throttles, else
    /// [`FullJitter`](Self::FullJitter).
    FullJitterEqualOnThrottle,
    /// `min(base · growthⁿ⁻¹ + U(0, 1 s), cap)`.
    #[default]
    Decorrelated,
}

/// A wait in seconds grown to its power, possibly to infinity, and the cap for it.
pub(super) struct Grown {
    pub(super) wait: f64,
    pub(super) cap: f64,
}

impl BackoffKind {
    pub(super) fn seconds(self, grown: Grown, throttled: bool, unit: f64) -> f64 {
        let most = grown.wait.min(grown.cap);
        match self {
            Self::FullJitterEqualOnThrottle if throttled => half_and_half(most, unit),
            Self::FullJitter | Self::FullJitterEqualOnThrottle => most * unit,
            Self::EqualJitter => half_and_half(most, unit),
            Self::Decorrelated => (grown.wait + unit).min(grown.cap),
        }
    }
}

fn half_and_half(most: f64, unit: f64) -> f64 {
    most / 2.0 + most / 2.0 * unit
}
