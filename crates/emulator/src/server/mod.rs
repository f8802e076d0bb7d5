//! The service on a socket.

mod connection;
mod options;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};

use crate::auth::Hosts;
use crate::service::EmulatorService;
use crate::shared::Shared;

pub use options::ListenOptions;

/// How long a shutdown waits for answers under way.
const GRACE: Duration = Duration::from_secs(5);

/// Why a server cannot start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address cannot be listened at.
    #[error("cannot listen at {address}; choose another, or port 0 for a free one")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
}

/// A listening emulator. Dropping it closes its sockets at once.
pub struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start(
        shared: Arc<Shared>,
        options: ListenOptions,
    ) -> Result<Self, StartError> {
        let failed = |source| StartError::Listen {
            address: options.address,
            source,
        };
        let listener = TcpListener::bind(options.address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let hosts = Hosts::These(options.hosts_at(address));
        let service = EmulatorService::new(shared, hosts, options.control_token);
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(serve(listener, service, stopped));
        Ok(Self {
            address,
            stop: Some(stop),
            task,
        })
    }

    /// The address it listens at, with the port it was given.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its URL, to be a client's service endpoint: `http://127.0.0.1:49152`.
    pub fn endpoint(&self) -> String {
        format!("http://{}", options::reachable(self.address))
    }

    /// Takes no more connections and lets answers under way end, for up to 5 seconds.
    pub async fn shutdown(mut self) {
        drop(self.stop.take());
        let _ = tokio::time::timeout(GRACE, &mut self.task).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The task owns the listener and, in a `JoinSet`, all connections.
        self.task.abort();
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

async fn serve(
    listener: TcpListener,
    service: EmulatorService,
    mut stopped: oneshot::Receiver<()>,
) {
    let graceful = hyper_util::server::graceful::GracefulShutdown::new();
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    let connection = connection::serve(stream, peer, service.clone(), &graceful);
                    connections.spawn(connection);
                }
                // Too many open files, usually: it passes as connections end.
                Err(error) => {
                    tracing::warn!(%error, "cannot accept");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            _ = &mut stopped => break,
        }
    }
    drop(listener);
    graceful.shutdown().await;
}
