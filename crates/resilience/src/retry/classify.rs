//! What an attempt's outcome means for a retry policy.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::Attempts;

/// Says whether an attempt that ended so may be repeated.
///
/// This is where an API's own rules live: status codes, error codes, kinds of connection errors.
/// A closure will do, through [`classify_fn`].
pub trait Classify<Res, E> {
    /// Judges the outcome of one attempt.
    fn classify(&self, result: Result<&Res, &E>) -> Verdict;

    /// Called once when the call has ended, before its outcome goes to the caller: the place to
    /// write the record of attempts onto a response or an error. Does nothing by default.
    ///
    /// It is not called for a call that was dropped, nor when the inner service's readiness failed.
    fn conclude(&self, result: &mut Result<Res, E>, attempts: &Attempts) {
        let _ = (result, attempts);
    }
}

/// The judgement of a [`Classify`] on one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It did what was asked.
    Success,
    /// It failed, and the same request would fail again.
    Permanent,
    /// It failed, and the same request may succeed later.
    Transient(Transient),
    /// A circuit breaker refused it unsent.
    CircuitOpen {
        /// Time until the breaker lets a probe through; `None` while it waits for the outcome of
        /// probes under way. See [`BreakerOpen::until_probe`](crate::breaker::BreakerOpen::until_probe).
        until_probe: Option<Duration>,
    },
}

/// A failure that may pass.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Transient {
    /// What failed, in few words, for records and logs: `503 ServiceUnavailable`.
    pub reason: Cow<'static, str>,
    /// Whether the service said that it gets too many requests.
    pub throttled: bool,
    /// How long the service asked us to wait, as [`retry_after`](crate::retry_after) reads it.
    pub retry_after: Option<Duration>,
}

impl Transient {
    /// A failure that may pass, not known to be throttling.
    pub fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self {
            reason: reason.into(),
            throttled: false,
            retry_after: None,
        }
    }

    /// Marks it as throttling.
    #[must_use]
    pub fn throttled(self) -> Self {
        Self {
            throttled: true,
            ..self
        }
    }

    /// Adds the wait that the service asked for.
    #[must_use]
    pub fn retry_after(self, wait: impl Into<Option<Duration>>) -> Self {
        Self {
            retry_after: wait.into(),
            ..self
        }
    }
}

impl From<Transient> for Verdict {
    fn from(transient: Transient) -> Self {
        Self::Transient(transient)
    }
}

impl<Res, E, C: Classify<Res, E> + ?Sized> Classify<Res, E> for Arc<C> {
    fn classify(&self, result: Result<&Res, &E>) -> Verdict {
        (**self).classify(result)
    }

    fn conclude(&self, result: &mut Result<Res, E>, attempts: &Attempts) {
        (**self).conclude(result, attempts);
    }
}

/// Makes a [`Classify`] of a closure.
///
/// ```
/// use work_requests_resilience::{Transient, Verdict, classify_fn};
///
/// let judge = classify_fn(|result: Result<&u16, &std::io::Error>| match result {
///     Ok(503) => Transient::new("503").into(),
///     Ok(_) => Verdict::Success,
///     Err(_) => Verdict::Permanent,
/// });
/// # use work_requests_resilience::Classify;
/// # assert_eq!(judge.classify(Ok(&200)), Verdict::Success);
/// ```
pub fn classify_fn<Res, E, F>(judge: F) -> ClassifyFn<F>
where
    F: Fn(Result<&Res, &E>) -> Verdict,
{
    ClassifyFn(judge)
}

/// The [`Classify`] of [`classify_fn`].
#[derive(Clone, Copy)]
pub struct ClassifyFn<F>(F);

impl<F> fmt::Debug for ClassifyFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClassifyFn")
    }
}

impl<Res, E, F: Fn(Result<&Res, &E>) -> Verdict> Classify<Res, E> for ClassifyFn<F> {
    fn classify(&self, result: Result<&Res, &E>) -> Verdict {
        (self.0)(result)
    }
}
