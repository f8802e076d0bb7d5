//! The faults on order.

use serde::Serialize;

use super::{Fault, FaultAnswer, Times};
use crate::services::Call;

/// Names a fault that was added, to remove it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct FaultId(pub(crate) u64);

/// Why a fault cannot be ordered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultError {
    /// The sequence of answers is empty.
    #[error("the fault has no answers; give at least one status, delay or break")]
    NoAnswers,
    /// A status that cannot be an answer.
    #[error("the fault's status {status} is not between 200 and 999")]
    Status {
        /// The status.
        status: u16,
    },
    /// A header that cannot be sent.
    #[error("the fault's header `{name}` has a name or value that cannot be sent")]
    Header {
        /// The header's name, with control characters escaped.
        name: String,
    },
    /// A header that says where the answer ends.
    #[error("the fault's header `{name}` is the server's own; break the answer off instead")]
    Framing {
        /// The header's name.
        name: String,
    },
}

impl Fault {
    /// Checks the fault as adding it does.
    ///
    /// # Errors
    ///
    /// The first thing found that cannot be answered.
    pub fn validate(&self) -> Result<(), FaultError> {
        if self.answers.is_empty() {
            return Err(FaultError::NoAnswers);
        }
        self.answers.iter().try_for_each(FaultAnswer::check)
    }
}

/// Faults in the order in which they were added.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    added: u64,
    pending: Vec<Pending>,
}

#[derive(Debug)]
struct Pending {
    id: FaultId,
    fault: Fault,
    next: usize,
    rounds: u32,
}

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) -> Result<FaultId, FaultError> {
        fault.validate()?;
        self.added += 1;
        let id = FaultId(self.added);
        self.pending.push(Pending {
            id,
            fault,
            next: 0,
            rounds: 0,
        });
        Ok(id)
    }

    /// Takes the answer that is due to this request, if any.
    pub(crate) fn take(&mut self, path: &str, call: Option<&Call>) -> Option<FaultAnswer> {
        let due = |pending: &Pending| pending.fault.matches(path, call);
        let index = self.pending.iter().position(due)?;
        let pending = &mut self.pending[index];
        let answer = pending.fault.answers.get(pending.next).cloned();
        pending.step();
        if pending.is_used_up() {
            self.pending.remove(index);
        }
        answer
    }

    /// Those not used up, as they were added.
    pub(crate) fn pending(&self) -> impl Iterator<Item = (FaultId, &Fault)> {
        self.pending
            .iter()
            .map(|pending| (pending.id, &pending.fault))
    }

    /// Whether there was such a fault.
    pub(crate) fn remove(&mut self, id: FaultId) -> bool {
        let before = self.pending.len();
        self.pending.retain(|pending| pending.id != id);
        self.pending.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.pending.clear();
    }
}

impl Pending {
    fn step(&mut self) {
        self.next += 1;
        if self.next == self.fault.answers.len() {
            self.next = 0;
            self.rounds = self.rounds.saturating_add(1);
        }
    }

    fn is_used_up(&self) -> bool {
        match self.fault.times {
            Times::Count(times) => self.rounds >= times.get(),
            Times::Forever => false,
        }
    }
}
