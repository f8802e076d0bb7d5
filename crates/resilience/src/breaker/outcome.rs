//! What an attempt says about the health of the far side.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Says what the outcome of an attempt means for a breaker.
///
/// Connection errors and timeouts should be failures: a dead host is what a breaker is for.
/// Refusals that are the caller's own fault, as most 4xx answers, should be
/// [`Outcome::Ignored`]. A closure will do, through [`outcome_fn`].
pub trait ClassifyOutcome<Res, E> {
    /// Judges one attempt.
    fn outcome(&self, result: Result<&Res, &E>) -> Outcome;
}

/// The judgement of a [`ClassifyOutcome`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The far side works.
    Success,
    /// The far side does not work.
    Failure(Failure),
    /// It says nothing of the far side: it neither counts nor ends a row of failures, and a probe
    /// that ends so gives its permit back.
    Ignored,
}

/// A description of one failure, kept for those whom the breaker then refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    summary: Cow<'static, str>,
    details: Vec<(&'static str, String)>,
}

impl Failure {
    /// What failed, in few words: `503 ServiceUnavailable`.
    pub fn new(summary: impl Into<Cow<'static, str>>) -> Self {
        Self {
            summary: summary.into(),
            details: Vec::new(),
        }
    }

    /// Adds a named detail: a status, a request id.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.details.push((name, value.into()));
        self
    }

    /// What failed, in few words.
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// The detail of that name, if there is one.
    pub fn detail(&self, name: &str) -> Option<&str> {
        self.details()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// All details, in the order they were added.
    pub fn details(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.details
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary)
    }
}

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl<Res, E, C: ClassifyOutcome<Res, E> + ?Sized> ClassifyOutcome<Res, E> for Arc<C> {
    fn outcome(&self, result: Result<&Res, &E>) -> Outcome {
        (**self).outcome(result)
    }
}

/// Makes a [`ClassifyOutcome`] of a closure.
pub fn outcome_fn<Res, E, F>(judge: F) -> OutcomeFn<F>
where
    F: Fn(Result<&Res, &E>) -> Outcome,
{
    OutcomeFn(judge)
}

/// The [`ClassifyOutcome`] of [`outcome_fn`].
#[derive(Clone, Copy)]
pub struct OutcomeFn<F>(F);

impl<F> fmt::Debug for OutcomeFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OutcomeFn")
    }
}

impl<Res, E, F: Fn(Result<&Res, &E>) -> Outcome> ClassifyOutcome<Res, E> for OutcomeFn<F> {
    fn outcome(&self, result: Result<&Res, &E>) -> Outcome {
        (self.0)(result)
    }
}
