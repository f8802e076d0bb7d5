//! A local Work Requests service that verifies signatures and runs scripted work.
//!
//! [`Emulator::service`] is a [`tower_service::Service`] in memory, which honours tokio's paused
//! clock; [`Emulator::start`] listens on a socket. [`demo`] names the work requests it can begin
//! with, and [`Control`] creates others, passes time and orders faults.
//!
//! ```
//! use std::time::Duration;
//! use work_requests_emulator::{Emulator, WorkRequestScript};
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = Emulator::demo();
//! let script = WorkRequestScript::new("CreateCluster").succeeded(Duration::from_secs(5));
//! let id = emulator.control().create(script)?;
//! # assert!(id.starts_with("ocid1."));
//! # Ok(()) }
//! ```
//!
//! [`Scenario`] reads the same from a file.

mod admission;
mod builder;
#[cfg(feature = "write-config")]
mod client_files;
mod clock;
mod control;
mod credentials;
pub mod demo;
mod emulator;
mod errors;
mod faults;
mod gate;
mod hosts;
mod identity;
mod known_keys;
mod operation;
mod peer;
mod principals;
mod received;
mod request_id;
mod routes;
mod scenario;
mod script;
mod server;
mod service;
mod services;
mod shared;
mod store;
mod timeline;

pub use builder::EmulatorBuilder;
#[cfg(feature = "write-config")]
pub use client_files::{ClientFiles, WriteConfigError};
pub use control::Control;
pub use credentials::Credentials;
pub use emulator::Emulator;
pub use faults::{
    Breakdown, Broken, Fault, FaultAnswer, FaultError, FaultId, Payload, Repeats, Wire, WireStep,
};
pub use identity::Identity;
pub use operation::Operation;
pub use received::{Received, Verdict};
pub use scenario::{Scenario, ScenarioError};
pub use script::{ScriptError, Step, WorkRequestScript};
#[cfg(feature = "tls")]
pub use server::TlsFault;
pub use server::{ListenOptions, Server, StartError};
pub use service::{EmulatorFuture, EmulatorService};
pub use work_requests_catalog::Service;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
