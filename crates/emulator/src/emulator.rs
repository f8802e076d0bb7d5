//! The handle to a running service.

use std::sync::Arc;
use std::time::SystemTime;

use crate::control::Control;
use crate::credentials::Credentials;
use crate::identity::Identity;
use crate::received::Received;
use crate::server::{ListenOptions, Server, StartError};
use crate::service::EmulatorService;
use crate::shared::Shared;

/// A Work Requests service in this process. Clones are handles to the same one.
#[derive(Debug, Clone)]
pub struct Emulator {
    shared: Arc<Shared>,
}

impl Emulator {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    #[cfg(test)]
    pub(crate) fn shared(&self) -> Arc<Shared> {
        self.shared.clone()
    }

    /// The service in memory: no socket, and under paused tokio time no waiting.
    ///
    /// It answers whatever host a request is signed for, so that a client needs no other endpoint
    /// than its usual one; [`EmulatorBuilder::hosts`](crate::EmulatorBuilder::hosts) narrows that.
    pub fn service(&self) -> EmulatorService {
        EmulatorService::new(
            self.shared.clone(),
            self.shared.settings.hosts.clone(),
            None,
        )
    }

    /// Listens for HTTP, or HTTPS, until the server is dropped or shut down.
    ///
    /// # Errors
    ///
    /// [`StartError`] when the address cannot be listened at.
    pub async fn start(&self, options: ListenOptions) -> Result<Server, StartError> {
        Server::start(self.shared.clone(), options).await
    }

    /// The emulator's clock, for a client to share: neither can then be late for the other.
    pub fn clock(&self) -> impl Fn() -> SystemTime + Clone + Send + Sync + 'static {
        let clock = self.shared.clock.clone();
        move || clock.now()
    }

    /// The embedded credentials, whose signatures are good.
    pub fn credentials(&self) -> &Credentials {
        &self.shared.credentials
    }

    /// The last requests that arrived, oldest first; those of the control API are not among them.
    pub fn received(&self) -> Vec<Received> {
        self.shared.journal().list()
    }

    /// The services that principals get their tokens from.
    pub fn identity(&self) -> Identity {
        Identity::new(self.shared.clone())
    }

    /// Creates work requests, passes time, orders faults.
    pub fn control(&self) -> Control {
        Control::new(self.shared.clone())
    }
}
