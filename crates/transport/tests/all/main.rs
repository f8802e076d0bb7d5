//! The transport over real sockets: one program, so that it is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

mod collect;
mod proxy;
mod stages;
mod tls;
mod transport;
