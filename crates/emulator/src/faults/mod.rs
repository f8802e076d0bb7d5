//! Answers that the service would rather not give: errors, delays and breakdowns, on order.

mod answer;
mod breakdown;
mod queue;
mod times;
mod wire;

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::operation::Operation;
use crate::services::Call;

pub use answer::FaultAnswer;
pub use breakdown::{Breakdown, Broken};
pub use queue::{FaultError, FaultId};

pub use wire::{Payload, Repeats, Wire, WireStep};

pub(crate) use queue::Faults;
pub(crate) use wire::{Script, ScriptSlot, ScriptStep};

use times::Times;

/// What to answer to some of the requests in place of, or before, the true answer.
///
/// Each matching request takes the next answer of the sequence. Of several faults that match, the
/// one added first goes first. A fault that is used up is gone.
///
/// ```
/// use std::time::Duration;
/// use work_requests_emulator::{Breakdown, Fault, FaultAnswer, Operation};
///
/// let outage = Fault::statuses([503, 503]);
/// let throttled = Fault::new(FaultAnswer::status(429).retry_after(2))
///     .operation(Operation::GetWorkRequest)
///     .forever();
/// let slow_once = Fault::new(FaultAnswer::pass().delay(Duration::from_secs(5)));
/// let torn = Fault::new(FaultAnswer::pass().breaks(Breakdown::ResetInBody));
/// # assert!([outage, throttled, slow_once, torn].iter().all(|fault| fault.validate().is_ok()));
/// ```
///
/// As JSON, for scenario files and the control API; `times` counts how often the whole sequence
/// is gone through, and may be `"forever"`:
///
/// ```json
/// {"operation": "GetWorkRequest", "times": 2, "answers": [
///   {"status": 503, "retryAfter": 1}, {"delay": 0.5}, {"break": "resetInBody"},
///   {"break": {"drip": {"every": 0.1}}}
/// ]}
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    operation: Option<Operation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    work_request: Option<String>,
    #[serde(default)]
    times: Times,
    answers: Vec<FaultAnswer>,
}

impl Fault {
    /// Gives one answer, once, to whatever request comes next.
    pub fn new(answer: FaultAnswer) -> Self {
        Self {
            operation: None,
            path: None,
            work_request: None,
            times: Times::default(),
            answers: vec![answer],
        }
    }

    /// Answers these statuses one after the other, each with its usual code.
    pub fn statuses(statuses: impl IntoIterator<Item = u16>) -> Self {
        Self {
            operation: None,
            path: None,
            work_request: None,
            times: Times::default(),
            answers: statuses.into_iter().map(FaultAnswer::status).collect(),
        }
    }

    /// A further answer, to the next matching request.
    #[must_use]
    pub fn then(mut self, answer: FaultAnswer) -> Self {
        self.answers.push(answer);
        self
    }

    /// Only requests for this operation.
    #[must_use]
    pub fn operation(mut self, operation: Operation) -> Self {
        self.operation = Some(operation);
        self
    }

    /// Only requests whose path begins so, such as `/20160918/workRequests/ocid1…`.
    #[must_use]
    pub fn path(mut self, prefix: impl Into<String>) -> Self {
        self.path = Some(prefix.into());
        self
    }

    /// Only requests for this work request, its errors and its logs, of whichever service.
    #[must_use]
    pub fn work_request(mut self, id: impl std::fmt::Display) -> Self {
        self.work_request = Some(id.to_string());
        self
    }

    /// How often the whole sequence is gone through; once unless given.
    #[must_use]
    pub fn times(mut self, times: NonZeroU32) -> Self {
        self.times = Times::Count(times);
        self
    }

    /// Goes through the sequence again and again, until the fault is removed.
    #[must_use]
    pub fn forever(mut self) -> Self {
        self.times = Times::Forever;
        self
    }

    fn matches(&self, path: &str, call: Option<&Call>) -> bool {
        let begins = |prefix: &String| path.starts_with(prefix.as_str());
        let asks = |operation| call.is_some_and(|call| call.operation == operation);
        let names = |id: &String| call.is_some_and(|call| call.id.as_ref() == Some(id));
        self.path.as_ref().is_none_or(begins)
            && self.operation.is_none_or(asks)
            && self.work_request.as_ref().is_none_or(names)
    }
}
