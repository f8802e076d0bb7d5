//! The client for programs that are not async.
//!
//! [`ClientBuilder::build_blocking`] makes a [`WorkRequestClient`] that has the same operations as
//! the [async one](crate::WorkRequestClient) and blocks the calling thread until they are done. One
//! thread of its own, with a runtime of its own, does the work for all clones; it ends with the
//! last of them. Several threads may call at the same time.
//!
//! ```
//! # use work_requests::Config;
//! # use work_requests_emulator::{Emulator, demo};
//! # let emulator = Emulator::demo();
//! # let builder = work_requests::WorkRequestClient::builder()
//! #     .config(Config::from_pairs(emulator.credentials().pairs())).clock(emulator.clock())
//! #     .transport(emulator.service());
//! # let (compartment, id) = (demo::COMPARTMENT, demo::DETACH_VOLUME);
//! # #[cfg(any())]
//! let builder = WorkRequestClient::builder(); // ~/.oci/config, profile DEFAULT
//! let client = builder.build_blocking()?;
//!
//! for work in client.list_work_requests(compartment).items() {
//!     println!("{}", work?.operation_type);
//! }
//! let outcome = client.wait(id).with(|wait| wait.timeout(std::time::Duration::from_secs(60))).send()?;
//! assert_eq!(outcome.as_str(), "failed");
//! # Ok::<(), work_requests::Error>(())
//! ```
//!
//! Whatever the async builders can set, [`Call::with`] and [`Iter::with`] set here.
//!
//! It may be called inside of an async runtime too: there it neither panics nor deadlocks, but
//! nothing else runs on the calling thread meanwhile, so the async client is the better choice. A
//! service that only the blocked thread runs cannot answer, of course.
//!
//! Callbacks (listeners, signers, clocks) run on the client's thread. A blocking call in one of
//! them would wait for itself; it is refused with [`ErrorKind::Usage`](crate::ErrorKind::Usage). A
//! panic in one of them reaches the caller, as with the async client, and the client stays usable.

mod call;
mod client;
mod iter;
mod service;
mod thread;

pub use call::Call;
pub use client::WorkRequestClient;
pub use iter::Iter;
pub use service::ServiceClient;

use crate::client::ClientBuilder;
use crate::error::Error;
use thread::Thread;

impl ClientBuilder {
    /// Builds a client that blocks; see [`blocking`](crate::blocking). It starts the client's
    /// thread and opens no socket.
    ///
    /// # Errors
    /// As [`build`](Self::build); [`ErrorKind::Config`](crate::ErrorKind::Config) too if the
    /// system gives no thread.
    pub fn build_blocking(self) -> Result<WorkRequestClient, Error> {
        Ok(WorkRequestClient::new(self.build()?, Thread::start()?))
    }

    /// As `discover` with the feature `auth`, for programs that are not async.
    ///
    /// # Errors
    /// As `discover`.
    #[cfg(feature = "auth")]
    pub fn discover_blocking(self) -> Result<Self, Error> {
        Thread::start()?.run(self.discover())?
    }
}
