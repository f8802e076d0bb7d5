//! When a call is repeated, and after what waits.

use std::sync::Arc;
use std::time::Duration;

use work_requests_config::Env;
use work_requests_resilience::breaker::CircuitBreaker;
use work_requests_resilience::retry::{RetryPolicy, TokenBudget};
use work_requests_resilience::{Backoff, Jitter};

use super::classification::Rules;
use super::{Classification, FailedAttempt, RetryTable};

/// Environment variable that turns the default strategy on for clients that set none.
const ENABLED: &str = "OCI_SDK_DEFAULT_RETRY_ENABLED";

/// How a failed call is repeated. [`RetryStrategy::none()`] is the client's default, as in the
/// reference SDK; [`RetryStrategy::default()`] has the reference's numbers:
///
/// | setting | default |
/// |---|---|
/// | attempts | 8, the first included |
/// | total time | 600 s, the coming wait included |
/// | waits | 1 s doubled each time, plus up to 1 s at random, at most 30 s |
/// | repeated | what [`RetryTable`] says: 409 `IncorrectState` and `LockConflict`, 429, 5xx but 501, connection errors, timeouts |
///
/// A `Retry-After` of the service is obeyed in place of the waits. A budget shared by all calls of
/// a client bounds the repeats of an outage: 20 tokens, each repeat takes one.
///
/// ```
/// use std::time::Duration;
/// use work_requests::RetryStrategy;
///
/// let strategy = RetryStrategy::default().max_attempts(4).base_delay(Duration::from_millis(250));
/// assert!(strategy.is_enabled());
/// assert!(!RetryStrategy::none().is_enabled());
/// ```
#[derive(Debug, Clone)]
pub struct RetryStrategy {
    max_attempts: u32,
    max_elapsed: Duration,
    backoff: Backoff,
    budgeted: bool,
    jitter: Jitter,
    rules: Arc<Rules>,
}

impl Default for RetryStrategy {
    fn default() -> Self {
        Self {
            max_attempts: 8,
            max_elapsed: Duration::from_secs(600),
            backoff: Backoff::default(),
            budgeted: true,
            jitter: Jitter::default(),
            rules: Arc::default(),
        }
    }
}

impl RetryStrategy {
    /// One attempt.
    pub fn none() -> Self {
        Self {
            max_attempts: 1,
            ..Self::default()
        }
    }

    /// Whether a second attempt can happen.
    pub fn is_enabled(&self) -> bool {
        self.max_attempts > 1
    }

    /// At most this many attempts, the first included. Default 8; 0 counts as 1.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// Gives up when the next wait would end later than this after the first attempt began.
    /// Default 600 s.
    #[must_use]
    pub fn max_elapsed(mut self, limit: Duration) -> Self {
        self.max_elapsed = limit;
        self
    }

    /// The waits between attempts: kind, base, growth and cap.
    #[must_use]
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// The first wait, before randomness. Default 1 s.
    #[must_use]
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.backoff = self.backoff.base(delay);
        self
    }

    /// The longest wait. Default 30 s.
    #[must_use]
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.backoff = self.backoff.cap(delay);
        self
    }

    /// Repeats whether or not the client's shared budget has tokens left.
    #[must_use]
    pub fn without_budget(mut self) -> Self {
        self.budgeted = false;
        self
    }

    /// Repeats what this table says. The circuit breaker keeps counting by the default one.
    #[must_use]
    pub fn table(mut self, table: RetryTable) -> Self {
        Arc::make_mut(&mut self.rules).table = table;
        self
    }

    /// Asks this before the table: `Some` decides whether a failed attempt is repeated, `None`
    /// leaves it to the table. An open circuit is waited for or given up on without asking.
    ///
    /// ```
    /// use work_requests::RetryStrategy;
    ///
    /// // A gateway in front of the service answers 404 while it starts.
    /// let strategy = RetryStrategy::default().classifier(|failed| {
    ///     let of_gateway = failed.status()? == 404 && !failed.headers()?.contains_key("opc-request-id");
    ///     of_gateway.then_some(true)
    /// });
    /// ```
    #[must_use]
    pub fn classifier(
        mut self,
        judge: impl Fn(&FailedAttempt<'_>) -> Option<bool> + Send + Sync + 'static,
    ) -> Self {
        Arc::make_mut(&mut self.rules).classifier = Some(Arc::new(judge));
        self
    }

    /// Draws the random part of the waits from here, so that tests see the same waits each time.
    #[must_use]
    pub fn jitter(mut self, jitter: Jitter) -> Self {
        self.jitter = jitter;
        self
    }

    /// The same, but a conflict (409) is final: what asks for a change of state is told at once
    /// that the state does not allow it.
    pub(crate) fn without_conflicts(mut self) -> Self {
        let none: [String; 0] = [];
        let rules = Arc::make_mut(&mut self.rules);
        rules.table = std::mem::take(&mut rules.table).status(409, none);
        self
    }

    /// None, unless the environment turns the default strategy on.
    pub(crate) fn from_env(env: &Env) -> Self {
        if env.switch(ENABLED).unwrap_or(false) {
            Self::default()
        } else {
            Self::none()
        }
    }

    /// The classification by this strategy's rules.
    pub(crate) fn rules_over(&self, classification: &Arc<Classification>) -> Arc<Classification> {
        classification.with_rules(&self.rules)
    }

    /// The policy of one call.
    pub(crate) fn policy(
        &self,
        classification: &Arc<Classification>,
        budget: &TokenBudget,
        breaker: Option<&CircuitBreaker>,
    ) -> RetryPolicy<Classification> {
        RetryPolicy::shared(self.rules_over(classification))
            .max_attempts(self.max_attempts)
            .max_elapsed(self.max_elapsed)
            .backoff(self.backoff)
            .budget(self.budgeted.then(|| budget.clone()))
            .jitter(self.jitter.clone())
            .breaker(breaker.cloned())
    }
}
