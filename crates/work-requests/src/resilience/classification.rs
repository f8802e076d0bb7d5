//! Which failures may pass, and which count against an endpoint.

use std::fmt;
use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode, header};
use work_requests_resilience::breaker::{ClassifyOutcome, Failure, Outcome};
use work_requests_resilience::{Classify, Transient, Verdict, retry_after};

use super::{FailedAttempt, RetryTable};
use crate::clock::Clock;
use crate::error::{CallError, ServiceFailure, is_passing};

/// The service's table, for the retry policy and for the circuit breaker.
///
/// Both take for passing what [`RetryTable`] says, unless a strategy brings another table or a
/// classifier of its own for the repeats. Faults that stay (trust, malformed requests, signing) are
/// neither repeated nor counted.
#[derive(Debug, Clone)]
pub(crate) struct Classification {
    clock: Clock,
    rules: Arc<Rules>,
}

/// What a strategy takes for passing.
#[derive(Clone, Default)]
pub(crate) struct Rules {
    pub(crate) table: RetryTable,
    pub(crate) classifier: Option<Classifier>,
}

/// Decides before the table does, if it wants to.
pub(crate) type Classifier = Arc<dyn Fn(&FailedAttempt<'_>) -> Option<bool> + Send + Sync>;

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rules")
            .field("table", &self.table)
            .field("classifier", &self.classifier.is_some())
            .finish()
    }
}

impl Rules {
    /// Whether an attempt that failed like this is repeated.
    fn repeats(&self, result: Result<&Response<Bytes>, &CallError>) -> bool {
        let own = self.classifier.as_ref();
        let own = own.and_then(|judge| judge(&FailedAttempt::new(result)));
        own.unwrap_or_else(|| match result {
            Ok(answer) => self
                .table
                .repeats(answer.status().as_u16(), || code(answer.body())),
            Err(CallError::Transport(error)) => {
                is_passing(error) && self.table.repeats_connection_errors()
            }
            Err(CallError::AttemptTimeout(_)) => self.table.repeats_connection_errors(),
            Err(_) => false,
        })
    }
}

fn code(body: &[u8]) -> Option<String> {
    ServiceFailure::read(body).code
}

impl Classification {
    pub(crate) fn new(clock: Clock) -> Self {
        let rules = Arc::default();
        Self { clock, rules }
    }

    /// The same with a strategy's own rules.
    pub(crate) fn with_rules(self: &Arc<Self>, rules: &Arc<Rules>) -> Arc<Self> {
        if Arc::ptr_eq(&self.rules, rules) {
            return Arc::clone(self);
        }
        Arc::new(Self {
            clock: self.clock.clone(),
            rules: Arc::clone(rules),
        })
    }

    fn retry_after(&self, headers: &HeaderMap) -> Option<std::time::Duration> {
        let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?;
        retry_after(value, self.clock.now())
    }
}

impl Classification {
    /// Why it is repeated, and what the service asks of the wait.
    fn transient(&self, failed: Result<&Response<Bytes>, &CallError>) -> Transient {
        match failed {
            Ok(answer) => {
                let failure =
                    Transient::new(summary(answer)).retry_after(self.retry_after(answer.headers()));
                match answer.status() {
                    StatusCode::TOO_MANY_REQUESTS => failure.throttled(),
                    _ => failure,
                }
            }
            Err(error) => Transient::new(error.to_string()),
        }
    }
}

/// Made once: every answer is held against it.
static DEFAULT: LazyLock<RetryTable> = LazyLock::new(RetryTable::default);

/// Whether an answer of this status and body may differ the next time.
pub(crate) fn is_retryable(status: StatusCode, body: &[u8]) -> bool {
    DEFAULT.repeats(status.as_u16(), || code(body))
}

impl Classify<Response<Bytes>, CallError> for Classification {
    fn classify(&self, result: Result<&Response<Bytes>, &CallError>) -> Verdict {
        match result {
            Ok(answer) if answer.status().is_success() => Verdict::Success,
            Err(CallError::BreakerOpen(open)) => Verdict::CircuitOpen {
                until_probe: open.until_probe(),
            },
            failed if self.rules.repeats(failed) => self.transient(failed).into(),
            _ => Verdict::Permanent,
        }
    }
}

impl ClassifyOutcome<Response<Bytes>, CallError> for Classification {
    fn outcome(&self, result: Result<&Response<Bytes>, &CallError>) -> Outcome {
        match result {
            Ok(answer) if is_retryable(answer.status(), answer.body()) => failure(answer).into(),
            Ok(answer) if answer.status().is_success() => Outcome::Success,
            Err(CallError::Transport(error)) if is_passing(error) => {
                Failure::new(error.to_string()).into()
            }
            Err(CallError::AttemptTimeout(error)) => Failure::new(error.to_string()).into(),
            // A refusal says nothing about the endpoint's health in either direction.
            _ => Outcome::Ignored,
        }
    }
}

fn failure(answer: &Response<Bytes>) -> Failure {
    let failure = Failure::new(summary(answer)).with("status", answer.status().as_str());
    match answer
        .headers()
        .get("opc-request-id")
        .and_then(|id| id.to_str().ok())
    {
        Some(id) => failure.with("opc-request-id", id),
        None => failure,
    }
}

/// Status and code in one line: `503 ServiceUnavailable`.
fn summary(answer: &Response<Bytes>) -> String {
    match ServiceFailure::read(answer.body()).code {
        Some(code) => format!("{} {code}", answer.status().as_u16()),
        None => answer.status().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_row_by_row() {
        let body = |code: &str| format!(r#"{{"code":"{code}","message":"m"}}"#);
        for (status, code, retryable) in [
            (409, "IncorrectState", true),
            (409, "LockConflict", true),
            (409, "InvalidatedRetryToken", false),
            (429, "TooManyRequests", true),
            (500, "InternalServerError", true),
            (501, "NotImplemented", false),
            (502, "BadGateway", true),
            (503, "ServiceUnavailable", true),
            (504, "GatewayTimeout", true),
            (599, "Whatever", true),
            (304, "", false),
            (400, "InvalidParameter", false),
            (401, "NotAuthenticated", false),
            (403, "NotAllowed", false),
            (404, "NotAuthorizedOrNotFound", false),
            (408, "RequestTimeout", false),
            (413, "RequestEntityTooLarge", false),
        ] {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(
                is_retryable(status, body(code).as_bytes()),
                retryable,
                "{status} {code}"
            );
        }
    }
}
