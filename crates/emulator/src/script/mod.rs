//! What a work request will do: the words in which tests and scenario files say it.

mod check;
mod duration;
mod step;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use work_requests_models::{WorkRequestResource, WorkRequestStatus};

pub use check::ScriptError;
pub use step::Step;

pub(crate) use check::{LONGEST, check_identifier, check_service};
pub(crate) use duration::{optional as optional_seconds, span as seconds};

/// The life of one work request, written down before it happens.
///
/// It is accepted when it is created (or [`age`](Self::age) before), and from there on each
/// [`Step`] happens at its own time. A script that names no end never ends.
///
/// ```
/// use std::time::Duration;
/// use work_requests_emulator::WorkRequestScript;
///
/// let seconds = Duration::from_secs;
/// let script = WorkRequestScript::new("LaunchInstance")
///     .started(seconds(1))
///     .log(seconds(2), "Allocating a host")
///     .percent(seconds(5), 80.0)
///     .succeeded(seconds(10));
/// # assert!(script.validate().is_ok());
/// ```
///
/// The same as JSON, for scenario files and the control API; times are seconds, fractions allowed:
///
/// ```json
/// {"operationType": "LaunchInstance", "steps": [
///   {"at": 1, "status": "IN_PROGRESS"},
///   {"at": 2, "log": "Allocating a host"},
///   {"at": 5, "percent": 80},
///   {"at": 10, "status": "SUCCEEDED"}
/// ]}
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkRequestScript {
    pub(crate) operation_type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) compartment_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) service: Option<String>,
    #[serde(default, with = "seconds", skip_serializing_if = "Duration::is_zero")]
    pub(crate) age: Duration,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) without_percent: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) resources: Vec<WorkRequestResource>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) steps: Vec<Step>,
}

impl WorkRequestScript {
    /// A work request that is accepted and stays so, of an operation type such as
    /// `LaunchInstance`, in the demo compartment.
    pub fn new(operation_type: impl Into<String>) -> Self {
        Self {
            operation_type: operation_type.into(),
            id: None,
            compartment_id: None,
            service: None,
            age: Duration::ZERO,
            without_percent: false,
            resources: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// The OCID; one is made up unless given.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The OCID of its compartment; [`demo::COMPARTMENT`](crate::demo::COMPARTMENT) unless given.
    #[must_use]
    pub fn compartment(mut self, id: impl Into<String>) -> Self {
        self.compartment_id = Some(id.into());
        self
    }

    /// The one service that knows it, such as `container_engine`. Unless given these are the shared
    /// service, and the one that the OCID's type belongs to.
    #[must_use]
    pub fn service(mut self, name: impl Into<String>) -> Self {
        self.service = Some(name.into());
        self
    }

    /// How long ago it was accepted when it is created; zero unless given. Steps within that time
    /// have happened already.
    #[must_use]
    pub fn age(mut self, age: Duration) -> Self {
        self.age = age;
        self
    }

    /// Never tells a percentage: `percentComplete` stays absent.
    #[must_use]
    pub fn without_percent(mut self) -> Self {
        self.without_percent = true;
        self
    }

    /// A resource it touches from the start; a step can replace them all later.
    #[must_use]
    pub fn resource(mut self, resource: WorkRequestResource) -> Self {
        self.resources.push(resource);
        self
    }

    /// What happens at some time after acceptance. Steps may come in any order; those of the same
    /// time happen in the order given.
    #[must_use]
    pub fn step(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// Becomes `IN_PROGRESS` so long after acceptance.
    #[must_use]
    pub fn started(self, at: Duration) -> Self {
        self.step(Step::at(at).status(WorkRequestStatus::InProgress))
    }

    /// Reaches this percentage so long after acceptance; it rises steadily from the one before.
    #[must_use]
    pub fn percent(self, at: Duration, percent: f64) -> Self {
        self.step(Step::at(at).percent(percent))
    }

    /// Logs a line so long after acceptance.
    #[must_use]
    pub fn log(self, at: Duration, message: impl Into<String>) -> Self {
        self.step(Step::at(at).log(message))
    }

    /// Notes an error so long after acceptance, without ending.
    #[must_use]
    pub fn error(self, at: Duration, code: impl Into<String>, message: impl Into<String>) -> Self {
        self.step(Step::at(at).error(code, message))
    }

    /// Ends `SUCCEEDED` at 100 % so long after acceptance.
    #[must_use]
    pub fn succeeded(self, at: Duration) -> Self {
        self.step(Step::at(at).status(WorkRequestStatus::Succeeded))
    }

    /// Ends `FAILED` with an error so long after acceptance.
    #[must_use]
    pub fn failed(self, at: Duration, code: impl Into<String>, message: impl Into<String>) -> Self {
        self.step(
            Step::at(at)
                .status(WorkRequestStatus::Failed)
                .error(code, message),
        )
    }

    /// Ends `CANCELED` so long after acceptance.
    #[must_use]
    pub fn canceled(self, at: Duration) -> Self {
        self.step(Step::at(at).status(WorkRequestStatus::Canceled))
    }
}
