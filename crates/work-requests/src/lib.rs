//! A client for Oracle Cloud's Work Requests API.
//!
//! Launching an instance or building a cluster returns at once with a *work request*, and the work
//! goes on for minutes or hours. This crate answers what one wants to know then: is it done, how
//! far is it, and if it failed, why?
//!
//! ```
//! # use work_requests_emulator::Emulator;
//! use work_requests::{Outcome, WorkRequestClient};
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), work_requests::Error> {
//! # let emulator = Emulator::demo();
//! # let client = WorkRequestClient::builder()
//! #     .config(work_requests::Config::from_pairs(emulator.credentials().pairs())).clock(emulator.clock())
//! #     .transport(emulator.service()).build()?;
//! # let (compartment, id) = (work_requests_emulator::demo::COMPARTMENT, work_requests_emulator::demo::LAUNCH_INSTANCE);
//! # #[cfg(any())]
//! let client = WorkRequestClient::from_default_config()?; // ~/.oci/config, profile DEFAULT
//!
//! let page = client.list_work_requests(compartment).await?;
//! println!("{} work requests, opc-request-id {}", page.data.len(), page.request_id());
//!
//! match client.wait(id).await? {
//!     Outcome::Succeeded(work) => println!("done at {:?}", work.time_finished()),
//!     Outcome::Failed(_) => {
//!         for error in client.list_work_request_errors(id).await?.data {
//!             println!("{}: {}", error.code, error.message);
//!         }
//!     }
//!     other => println!("{}", other.as_str()),
//! }
//! # Ok(()) }
//! ```
//!
//! What happens by default: one attempt per call, as in the reference SDK ([`RetryStrategy`] turns
//! repeats on); a circuit breaker per client ([`CircuitBreakerStrategy`]); connecting may take 10 s
//! and each read 60 s ([`Timeouts`]); bodies may have 64 MiB; redirects are not followed; `http://`
//! goes to this machine only. [`ClientBuilder`] changes each of these.
//!
//! Each layer beneath can be had alone: the `work-requests-signing`, `-transport`, `-resilience`,
//! `-config` and `-models` crates know nothing of each other.

#[cfg(feature = "blocking")]
pub mod blocking;
mod call;
mod client;
mod clock;
mod control_chars;
mod decode;
mod error;
mod history;
mod observe;
mod operation;
pub mod report;
mod resilience;
mod response;
mod retry_after;
pub mod service;
mod skew;
mod stack;
#[cfg(feature = "test-support")]
pub mod test_support;
pub mod text;
mod watch;
pub mod work;
mod work_request_id;

pub use client::{ClientBuilder, Timeouts, WorkRequestClient};
pub use error::{Delivery, Error, ErrorKind};
pub use observe::{AttemptEnded, CallBegan, CallEnded, CallEvent, CallOutcome};
pub use operation::{
    GetWorkRequest, Items, ListEntries, ListWorkRequestErrors, ListWorkRequestLogs,
    ListWorkRequests, Pages,
};
pub use report::Report;
pub use resilience::{CircuitBreakerStrategy, FailedAttempt, RetryStrategy, RetryTable};
pub use response::Response;
pub use service::{Service, ServiceClient};
pub use skew::clock_offset;
pub use watch::{Checkpoint, Eta, Pace, Progress, Wait, Watch, WatchEvent};
pub use work::Outcome;
pub use work_request_id::WorkRequestId;

#[cfg(feature = "auth")]
pub use work_requests_auth as auth;
pub use work_requests_config::{
    AuthenticationType, ChosenBy, Config, ConfigError, Endpoint, Env, InvalidConfig, Problem,
    Region, RegionMetadata, Warning, WarningKind,
};
pub use work_requests_models as models;
pub use work_requests_resilience::breaker::{BreakerEvent, FailureRate, Window};
pub use work_requests_resilience::retry::{Attempt, AttemptOutcome, GiveUp};
pub use work_requests_resilience::{Backoff, BackoffKind, Jitter};
pub use work_requests_signing::{
    CredentialId, Fingerprint, KeyError, KeyId, PrivateKey, RequestSigner, SharedSigner, SignError,
    Signed, Signer, SigningRequest, UnsignedRequest,
};
pub use work_requests_transport::{MinimumThroughput, Route, Stage};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
