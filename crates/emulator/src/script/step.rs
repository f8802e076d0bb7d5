//! One thing that happens in the life of a work request.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use work_requests_models::{WorkRequestResource, WorkRequestStatus};

use super::seconds;

/// What happens at one time: a new status, a percentage, a log line, an error, new resources, or
/// several of these together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    #[serde(with = "seconds")]
    pub(crate) at: Duration,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<WorkRequestStatus>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) percent: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) log: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<StepError>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) resources: Option<Vec<WorkRequestResource>>,
}

/// The code and message of an error that a step notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct StepError {
    pub(crate) code: String,
    pub(crate) message: String,
}

impl Step {
    /// A step so long after the work request was accepted, at which nothing happens yet.
    pub fn at(at: Duration) -> Self {
        Self {
            at,
            status: None,
            percent: None,
            log: None,
            error: None,
            resources: None,
        }
    }

    /// The status from now on. `SUCCEEDED`, `FAILED` and `CANCELED` end the work request. Without a
    /// percentage of its own, `SUCCEEDED` means 100 and every other status keeps the one before.
    #[must_use]
    pub fn status(mut self, status: WorkRequestStatus) -> Self {
        self.status = Some(status);
        self
    }

    /// The percentage reached, usually 0 to 100; up to a thousand million either way is answered as it is.
    #[must_use]
    pub fn percent(mut self, percent: f64) -> Self {
        self.percent = Some(percent);
        self
    }

    /// A line in the log.
    #[must_use]
    pub fn log(mut self, message: impl Into<String>) -> Self {
        self.log = Some(message.into());
        self
    }

    /// An error in the list of errors.
    #[must_use]
    pub fn error(mut self, code: impl Into<String>, message: impl Into<String>) -> Self {
        self.error = Some(StepError {
            code: code.into(),
            message: message.into(),
        });
        self
    }

    /// The resources from now on, in place of those before.
    #[must_use]
    pub fn resources(mut self, resources: impl IntoIterator<Item = WorkRequestResource>) -> Self {
        self.resources = Some(resources.into_iter().collect());
        self
    }
}
