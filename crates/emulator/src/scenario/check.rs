//! Whether all that a scenario asks for can be had.

use chrono::DateTime;
use work_requests_catalog::Service;

use super::{Scenario, ScenarioError};
use crate::demo;
use crate::script::{check_identifier, check_service};
use crate::store::Store;

impl Scenario {
    /// Tries everything out on a store of its own. The demo work requests count as taken even when
    /// the scenario leaves them out, because the program that loads it may want them.
    pub(super) fn check(&self) -> Result<(), ScenarioError> {
        for (index, id) in self.compartments.iter().enumerate() {
            check_identifier("compartment", Some(id))
                .map_err(|error| ScenarioError::wrong(format!("compartments[{index}]"), error))?;
        }
        let mut store = Store::default();
        let mut create = |script| store.create(script, DateTime::UNIX_EPOCH);
        for script in demo::scripts() {
            create(script).map_err(|error| ScenarioError::wrong("demo", error))?;
        }
        for (index, script) in self.work_requests.iter().enumerate() {
            let known = |name: &str| Service::by_name(name).is_some();
            check_service(script, known)
                .and_then(|()| create(script.clone()).map(drop))
                .map_err(|error| ScenarioError::wrong(format!("workRequests[{index}]"), error))?;
        }
        for (index, fault) in self.faults.iter().enumerate() {
            fault
                .validate()
                .map_err(|error| ScenarioError::wrong(format!("faults[{index}]"), error))?;
        }
        Ok(())
    }
}
