//! The policy itself.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Sleep;
use tower::retry::Policy;
use tower::retry::budget::Budget;

use super::attempts::{AttemptOutcome, Attempts, Ending, GiveUp};
use super::budget::{Reservation, TokenBudget};
use super::call::Call;
use super::classify::{Classify, Transient, Verdict};
use super::limits::Limits;
use crate::backoff::Backoff;
use crate::breaker::CircuitBreaker;
use crate::clock::Clock;
use crate::jitter::Jitter;

/// The public path, for filters.
const TARGET: &str = "work_requests_resilience::retry";

/// Decides after each attempt whether and when to make another.
///
/// By default: 8 attempts within 600 seconds, the waits of [`Backoff::default`], no budget.
///
/// A wait that the service asks for takes the place of the backoff. If it is
/// over [`max_retry_after`](Self::max_retry_after), or would pass the time limit, the call ends at
/// once with that failure: asking earlier than told would be in vain. A wait of zero names no
/// time, so backoff applies.
///
/// Each retry, and each giving up, is a `tracing` event of level INFO. Dropping the call's future
/// ends its wait.
#[derive(Debug)]
pub struct RetryPolicy<C> {
    classify: Arc<C>,
    limits: Limits,
    backoff: Backoff,
    budget: Option<TokenBudget>,
    breaker: Option<CircuitBreaker>,
    record: Option<Attempts>,
    clock: Clock,
    jitter: Jitter,
    call: Call,
}

impl<C> RetryPolicy<C> {
    /// The default limits over the failures that `classify` calls transient.
    pub fn new(classify: C) -> Self {
        Self::shared(Arc::new(classify))
    }

    /// The same over a classifier that other policies have too.
    pub fn shared(classify: Arc<C>) -> Self {
        Self {
            classify,
            limits: Limits::default(),
            backoff: Backoff::default(),
            budget: None,
            breaker: None,
            record: None,
            clock: Clock::default(),
            jitter: Jitter::default(),
            call: Call::default(),
        }
    }

    /// Makes one attempt only; outcomes are classified and recorded all the same.
    pub fn never(classify: C) -> Self {
        Self::new(classify).max_attempts(1)
    }

    /// Limits the attempts of a call, the first included; 8 by default. `None` lifts the limit;
    /// 0 counts as 1, since the first is always made.
    #[must_use]
    pub fn max_attempts(mut self, attempts: impl Into<Option<u32>>) -> Self {
        self.limits.attempts = attempts.into();
        self
    }

    /// Limits a call's time; 600 seconds by default. `None` lifts the limit.
    ///
    /// It is looked at after a failure and counts the wait to come. It does not interrupt a
    /// running attempt: that is for [`TotalDeadlineLayer`](crate::deadline::TotalDeadlineLayer).
    #[must_use]
    pub fn max_elapsed(mut self, elapsed: impl Into<Option<Duration>>) -> Self {
        self.limits.elapsed = elapsed.into();
        self
    }

    /// Limits the wait that a service may ask for; 300 seconds by default.
    #[must_use]
    pub fn max_retry_after(mut self, longest: Duration) -> Self {
        self.limits.retry_after = longest;
        self
    }

    /// Sets the waits between attempts.
    #[must_use]
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// Shares a budget of retries with all who hold a clone of it; none by default.
    #[must_use]
    pub fn budget(mut self, budget: impl Into<Option<TokenBudget>>) -> Self {
        self.budget = budget.into();
        self
    }

    /// Looks at this breaker, the one inside the retry, before waiting: while it is open, waits
    /// until it lets a probe through if the limits allow, else gives up at once with the failure
    /// at hand, rather than wait only to be refused.
    #[must_use]
    pub fn breaker(mut self, breaker: impl Into<Option<CircuitBreaker>>) -> Self {
        self.breaker = breaker.into();
        self
    }

    /// Records into `attempts`, which each call through this policy clears as it begins: meant for
    /// calls that do not overlap, best for a policy made for one call.
    #[must_use]
    pub fn record_in(mut self, attempts: Attempts) -> Self {
        self.record = Some(attempts);
        self
    }

    /// Reads the time elsewhere.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Draws chance elsewhere.
    #[must_use]
    pub fn jitter(mut self, jitter: Jitter) -> Self {
        self.jitter = jitter;
        self
    }

    fn decide(&mut self, verdict: Verdict) -> Result<Duration, Ending> {
        self.settle_token(&verdict);
        let decision = match &verdict {
            Verdict::Success => Err(Ending::Succeeded),
            Verdict::Permanent => Err(Ending::Permanent),
            Verdict::Transient(failure) => self.retry_after(|policy| policy.delay_after(failure)),
            Verdict::CircuitOpen { until_probe } => {
                self.retry_after(|policy| Ok(policy.delay_until(*until_probe)))
            }
        };
        let outcome = AttemptOutcome::from(verdict);
        self.report(decision, &outcome);
        self.call.finish(outcome, decision.ok(), self.clock.now());
        decision
    }

    /// A retry's token returns if the retry succeeded, or never left the house.
    fn settle_token(&self, verdict: &Verdict) {
        let Some(budget) = &self.budget else { return };
        match verdict {
            Verdict::Success | Verdict::CircuitOpen { .. } if self.call.paid => budget.refund(),
            Verdict::Success if self.call.number <= 1 => budget.deposit(),
            _ => {}
        }
    }

    fn delay_after(&self, failure: &Transient) -> Result<Duration, GiveUp> {
        let asked = failure.retry_after.filter(|wait| !wait.is_zero());
        if let Some(asked) = asked {
            self.limits.permit_asked_wait(asked)?;
        }
        let delay = asked.unwrap_or_else(|| self.drawn(failure.throttled));
        let until_probe = self.breaker.as_ref().and_then(CircuitBreaker::until_probe);
        Ok(delay.max(until_probe.unwrap_or_default()))
    }

    fn delay_until(&self, probe: Option<Duration>) -> Duration {
        probe
            .filter(|wait| !wait.is_zero())
            .unwrap_or_else(|| self.drawn(false))
    }

    fn drawn(&self, throttled: bool) -> Duration {
        self.backoff
            .delay(self.call.number, throttled, self.jitter.next())
    }

    fn retry_after(
        &mut self,
        delay: impl FnOnce(&Self) -> Result<Duration, GiveUp>,
    ) -> Result<Duration, Ending> {
        let (delay, token) = self.permit(delay).map_err(Ending::GaveUp)?;
        self.call.wait(token);
        Ok(delay)
    }

    /// The budget comes last, so that no token goes to a retry that another limit forbids.
    fn permit(
        &self,
        delay: impl FnOnce(&Self) -> Result<Duration, GiveUp>,
    ) -> Result<(Duration, Option<Reservation>), GiveUp> {
        let resends = self.call.attempts.as_ref().map_or(0, Attempts::resends);
        let made = self.call.number.saturating_add(resends);
        self.limits.permit_attempt_after(made)?;
        let delay = delay(self)?;
        self.limits
            .permit_wait(self.call.elapsed(self.clock.now()), delay)?;
        let Some(budget) = &self.budget else {
            return Ok((delay, None));
        };
        Ok((delay, Some(budget.reserve().ok_or(GiveUp::Budget)?)))
    }

    fn report(&self, decision: Result<Duration, Ending>, outcome: &AttemptOutcome) {
        let attempt = self.call.number;
        match decision {
            Ok(delay) => {
                tracing::info!(target: TARGET, attempt, %outcome, ?delay, "attempt failed, retrying");
            }
            Err(Ending::GaveUp(limit)) => {
                tracing::info!(target: TARGET, attempt, %outcome, %limit, "attempt failed, giving up");
            }
            Err(_) => tracing::debug!(target: TARGET, attempt, %outcome, "attempt ended the call"),
        }
    }
}

impl<C, Req, Res, E> Policy<Req, Res, E> for RetryPolicy<C>
where
    C: Classify<Res, E>,
    Req: Clone,
{
    type Future = Sleep;

    fn retry(&mut self, _: &mut Req, result: &mut Result<Res, E>) -> Option<Sleep> {
        let verdict = self.classify.classify(result.as_ref());
        match self.decide(verdict) {
            Ok(delay) => Some(tokio::time::sleep(delay)),
            Err(ending) => {
                let attempts = self.call.attempts.clone().unwrap_or_default();
                attempts.end(ending);
                self.classify.conclude(result, &attempts);
                None
            }
        }
    }

    fn clone_request(&mut self, request: &Req) -> Option<Req> {
        let now = self.clock.now();
        if self.call.is_waiting() {
            self.call.resume(now);
        } else {
            self.call = Call::begin(self.record.clone().unwrap_or_default(), now);
        }
        Some(request.clone())
    }
}

impl<C> Clone for RetryPolicy<C> {
    fn clone(&self) -> Self {
        Self {
            classify: Arc::clone(&self.classify),
            limits: self.limits,
            backoff: self.backoff,
            budget: self.budget.clone(),
            breaker: self.breaker.clone(),
            record: self.record.clone(),
            clock: self.clock.clone(),
            jitter: self.jitter.clone(),
            call: self.call.clone(),
        }
    }
}
