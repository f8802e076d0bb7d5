//! What clients offer to follow work requests with.

use super::following::Following;
use super::{Checkpoint, Wait, Watch};
use crate::client::WorkRequestClient;
use crate::service::ServiceClient;

/// Following work requests, of whichever services.
impl WorkRequestClient {
    /// Waits until a work request ends, and tells how.
    pub fn wait(&self, id: impl Into<String>) -> Wait {
        Wait::new(self.watch([id]))
    }

    /// Follows any number of work requests to their ends, as a stream of events.
    pub fn watch(&self, ids: impl IntoIterator<Item = impl Into<String>>) -> Watch {
        Watch::of_ids(self.clone(), ids.into_iter().map(Into::into))
    }

    /// Follows the work requests of a compartment that have not ended, and new ones as they come.
    pub fn watch_compartment(&self, compartment_id: impl Into<String>) -> Watch {
        let none: [String; 0] = [];
        Watch::of_ids(self.clone(), none).compartment(compartment_id)
    }

    /// Goes on with a watch or a wait that was saved.
    pub fn resume(&self, checkpoint: Checkpoint) -> Watch {
        Watch::of_checkpoint(self.clone(), checkpoint)
    }
}

/// Following work requests of one service.
impl ServiceClient {
    /// Waits until a work request ends; see [`WorkRequestClient::wait`].
    pub fn wait(&self, id: impl Into<String>) -> Wait {
        Wait::new(self.watch([id]))
    }

    /// Follows work requests of this service; see [`WorkRequestClient::watch`].
    pub fn watch(&self, ids: impl IntoIterator<Item = impl Into<String>>) -> Watch {
        Watch::of_ids(self.pinned(), ids.into_iter().map(Into::into))
    }

    /// Follows the work requests of a compartment; see [`WorkRequestClient::watch_compartment`].
    pub fn watch_compartment(&self, compartment_id: impl Into<String>) -> Watch {
        let none: [String; 0] = [];
        self.watch(none).compartment(compartment_id)
    }

    /// Goes on with a watch or a wait of this service that was saved.
    pub fn resume(&self, checkpoint: Checkpoint) -> Watch {
        Watch::of_checkpoint(self.pinned(), checkpoint)
    }

    /// The one service whose work requests this follows, whatever their OCIDs tell.
    fn pinned(&self) -> Following {
        Following::pinned(self.clone())
    }
}
