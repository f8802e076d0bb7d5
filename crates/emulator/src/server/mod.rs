//! The service on a socket.

mod connection;
mod lent;
mod options;
mod play;
mod plug;
#[cfg(feature = "tls")]
mod tls;
#[cfg(feature = "tls")]
mod tls_fault;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use self::connection::Connection;
use crate::hosts::Hosts;
use crate::service::EmulatorService;
use crate::shared::Shared;

pub use options::ListenOptions;
#[cfg(feature = "tls")]
pub use tls_fault::TlsFault;

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
    /// No certificate can be made for the hosts.
    #[cfg(feature = "tls")]
    #[error("no certificate can be made for the hosts; name each as clients write it")]
    Certificate {
        /// What was wrong with them.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// A listening emulator. Dropping it closes its sockets at once.
pub struct Server {
    #[cfg(feature = "write-config")]
    pub(crate) shared: Arc<Shared>,
    address: SocketAddr,
    ca_pem: Option<String>,
    stop: Option<watch::Sender<()>>,
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
        let hosts = options.hosts_at(address);
        #[cfg(feature = "tls")]
        let tls = options.tls_for(&hosts)?;
        let (stop, stopping) = watch::channel(());
        let doors = Doors {
            #[cfg(feature = "tls")]
            tls: tls.as_ref().map(|tls| (tls.acceptor.clone(), tls.fault)),
            service: EmulatorService::new(
                shared.clone(),
                Hosts::These(hosts),
                options.control_token,
            ),
            stopping,
        };
        Ok(Self {
            #[cfg(feature = "write-config")]
            shared,
            address,
            #[cfg(feature = "tls")]
            ca_pem: tls.map(|tls| tls.ca_pem),
            #[cfg(not(feature = "tls"))]
            ca_pem: None,
            stop: Some(stop),
            task: tokio::spawn(doors.serve(listener)),
        })
    }

    /// The address it listens at, with the port it was given.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its URL, to be a client's service endpoint: `http://127.0.0.1:49152`.
    pub fn endpoint(&self) -> String {
        let scheme = if self.ca_pem.is_some() {
            "https"
        } else {
            "http"
        };
        format!("{scheme}://{}", options::reachable(self.address))
    }

    /// The certificate of the authority that clients must trust, as PEM; `None` when it speaks
    /// plain HTTP.
    pub fn ca_pem(&self) -> Option<&str> {
        self.ca_pem.as_deref()
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
            .field("endpoint", &self.endpoint())
            .finish_non_exhaustive()
    }
}

/// What the listening task owns beside the listener.
struct Doors {
    service: EmulatorService,
    #[cfg(feature = "tls")]
    tls: Option<(tokio_rustls::TlsAcceptor, Option<TlsFault>)>,
    stopping: watch::Receiver<()>,
}

impl Doors {
    async fn serve(mut self, listener: TcpListener) {
        let graceful = GracefulShutdown::new();
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => {
                        let connection = self.connection(peer, &graceful);
                        connections.spawn(connection.serve(stream));
                    }
                    // Too many open files, usually: it passes as connections end.
                    Err(error) => {
                        tracing::warn!(%error, "cannot accept");
                        tokio::time::sleep(Duration::from_millis(20)).await;
                    }
                },
                Some(_) = connections.join_next(), if !connections.is_empty() => {}
                _ = self.stopping.changed() => break,
            }
        }
        drop(listener);
        graceful.shutdown().await;
    }

    fn connection(&self, peer: SocketAddr, graceful: &GracefulShutdown) -> Connection {
        Connection {
            peer,
            service: self.service.clone(),
            watcher: graceful.watcher(),
            #[cfg(feature = "tls")]
            tls: self.tls.clone().map(|(acceptor, fault)| tls::Handshake {
                acceptor,
                fault,
                stopping: self.stopping.clone(),
            }),
        }
    }
}
