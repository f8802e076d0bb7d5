//! Ways to sign in, against services in this process: one program, so that it is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

mod chain;
mod delegated;
mod emulated_instance;
mod instance;
mod refresh;
mod resource;
mod session;
mod workload;
