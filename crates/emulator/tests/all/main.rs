//! The emulator, as its callers meet it: one program, so that it is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

mod breakdowns;
mod control;
mod lists;
mod readme;
mod scenario;
mod server;
mod service;
mod signatures;
mod sockets;
mod timeline;
#[cfg(feature = "tls")]
mod tls;
mod wire;
#[cfg(feature = "write-config")]
mod write_config;
