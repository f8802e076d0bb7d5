//! Scenario files: what an emulator begins with, written down as JSON.

mod check;
mod error;

use std::path::Path;

use serde::Deserialize;

use crate::faults::Fault;
use crate::script::WorkRequestScript;

pub use error::ScenarioError;

/// Work requests, faults and settings that an emulator begins with.
///
/// ```
/// use work_requests_emulator::{Emulator, Scenario};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let scenario = Scenario::from_json(r#"{
///   "workRequests": [
///     {"operationType": "CreateVcn", "steps": [{"at": 2, "status": "SUCCEEDED"}]}
///   ],
///   "faults": [{"answers": [{"status": 503, "retryAfter": 1}]}]
/// }"#)?;
/// let emulator = Emulator::builder().scenario(scenario).build();
/// # assert_eq!(emulator.control().work_requests().len(), 1);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Scenario {
    /// Has the demo work requests too.
    pub(crate) demo: bool,
    /// Compartments that exist though nothing is in them.
    pub(crate) compartments: Vec<String>,
    pub(crate) work_requests: Vec<WorkRequestScript>,
    pub(crate) faults: Vec<Fault>,
    /// By how many seconds the service's clock is ahead; negative means behind.
    pub(crate) skew: i32,
}

impl Scenario {
    /// Reads a scenario and checks all that it asks for.
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Wrong`], which names the place in the document.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        // Derived readers take an array for an object of default members.
        if !text.trim_start().starts_with('{') {
            let what = "a scenario is a JSON object, such as {\"demo\": true}";
            return Err(ScenarioError::wrong("the top", what));
        }
        let mut json = serde_json::Deserializer::from_str(text);
        let scenario: Self = serde_path_to_error::deserialize(&mut json)
            .map_err(|error| ScenarioError::wrong(place(error.path()), error.into_inner()))?;
        json.end()
            .map_err(|error| ScenarioError::wrong("the end", error))?;
        scenario.check()?;
        Ok(scenario)
    }

    /// Reads a scenario from a file.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`], which names the file and the place in it.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, ScenarioError> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|source| ScenarioError::Read {
            file: path.to_owned(),
            source,
        })?;
        Self::from_json(&text).map_err(|error| error.of_file(path))
    }
}

/// The part of a path that names something; `?` and `.` do not.
fn place(path: &serde_path_to_error::Path) -> String {
    let path = path.to_string();
    match path.trim_end_matches(['.', '?']) {
        "" => "the top".to_owned(),
        place => place.to_owned(),
    }
}
