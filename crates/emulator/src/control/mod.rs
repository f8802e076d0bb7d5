//! Changing what the emulator does: from the same process, and over HTTP below `/_emulator/`.

mod guard;
mod identity;
mod routes;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use work_requests_models::WorkRequestSummary;
use work_requests_signing::{KeyId, PublicKey};

use crate::faults::{Fault, FaultError, FaultId};
use crate::script::{LONGEST, ScriptError, WorkRequestScript, check_service};
use crate::shared::Shared;

pub(crate) use routes::{is_control, router};

/// Creates work requests, passes time, orders faults. Clones steer the same emulator.
#[derive(Debug, Clone)]
pub struct Control {
    shared: Arc<Shared>,
}

impl Control {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Creates a work request; answers its OCID. Its life begins now, less its age.
    ///
    /// # Errors
    ///
    /// [`ScriptError`] when the script says what no work request can be.
    pub fn create(&self, script: WorkRequestScript) -> Result<String, ScriptError> {
        let services = &self.shared.settings.services;
        check_service(&script, |name| services.by_name(name).is_some())?;
        let now = self.shared.now();
        self.shared.store_mut().create(script, now)
    }

    /// All work requests as they are now, newest first, of every compartment.
    pub fn work_requests(&self) -> Vec<WorkRequestSummary> {
        let store = self.shared.store();
        let moment = self.shared.moment(&store);
        let all = store.newest_first(None).into_iter().flatten();
        all.map(|(_, work)| work.summary(moment)).collect()
    }

    /// Makes every work request older by this much, as if the time had passed; by ten years at
    /// most. The clock by which signatures are checked stays.
    pub fn advance(&self, by: Duration) {
        self.shared.store_mut().advance(by.min(LONGEST));
    }

    /// Orders a fault behind those ordered before.
    ///
    /// # Errors
    ///
    /// [`FaultError`] when it could not be answered.
    pub fn add_fault(&self, fault: Fault) -> Result<FaultId, FaultError> {
        self.shared.faults().add(fault)
    }

    /// The faults not used up, in the order in which they were added.
    pub fn faults(&self) -> Vec<(FaultId, Fault)> {
        let faults = self.shared.faults();
        faults
            .pending()
            .map(|(id, fault)| (id, fault.clone()))
            .collect()
    }

    /// Takes a fault back; `false` when there is none of this id, or it is used up.
    pub fn remove_fault(&self, id: FaultId) -> bool {
        self.shared.faults().remove(id)
    }

    /// Takes all faults back.
    pub fn clear_faults(&self) {
        self.shared.faults().clear();
    }

    /// From now on the service's clock is ahead by this much, or behind if negative: its `date`
    /// headers, its times, and its judgement of dates in signatures.
    pub fn skew(&self, ahead: TimeDelta) {
        *self.shared.skew() = ahead;
    }

    /// Accepts signatures of this key from now on, as of a token that was just issued.
    pub fn trust(&self, key_id: KeyId, key: PublicKey) {
        self.shared.keys.add(key_id, key);
    }

    /// Refuses them from now on, as of a token that was revoked; `false` if it was not known.
    pub fn revoke(&self, key_id: &KeyId) -> bool {
        self.shared.keys.remove(key_id)
    }

    /// How many requests arrived since the start, those of the control API apart.
    pub fn received_total(&self) -> u64 {
        self.shared.journal().total()
    }

    /// Forgets the requests kept for [`Emulator::received`](crate::Emulator::received).
    pub fn forget_received(&self) {
        self.shared.journal().clear();
    }
}
