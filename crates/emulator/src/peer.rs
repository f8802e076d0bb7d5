//! Who is at the other end of a connection.

use std::net::SocketAddr;

/// Who is at the other end of the socket; put into a request's extensions by the server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);
