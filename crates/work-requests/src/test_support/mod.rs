//! For tests of one's own code: scripted answers, and answers recorded from the real service.
//!
//! | to test | take |
//! |---|---|
//! | code that follows work to its end, in paused time | the emulator in memory (`work-requests-emulator`) |
//! | what becomes of one answer, failure or delay | [`Script`] |
//! | against what the real service said | [`Recorder`] once, then [`Recording::replay`] |
//!
//! ```
//! use work_requests::test_support::{Answer, Script};
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), work_requests::Error> {
//! let script = Script::new([Answer::refusal(404, "NotAuthorizedOrNotFound", "no such thing")]);
//! let client = script.builder().build()?;
//!
//! let error = client.get_work_request("ocid1.example").await.unwrap_err();
//! assert!(error.is_not_found());
//! assert_eq!(script.received()[0].uri().path(), "/20160918/workRequests/ocid1.example");
//! # Ok(()) }
//! ```
//!
//! `docs/testing.md` has a longer example of each.

mod answer;
mod recording;
mod script;
mod stamp;

pub use answer::{Answer, NoAnswer};
pub use recording::{Recorder, Recording, RecordingError, Replay};
pub use script::Script;
pub use stamp::{ENDPOINT, Stamp, builder};
