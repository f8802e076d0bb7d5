//! What a client tells of its calls: spans for `tracing`, events for metrics.
//!
//! Both cost nothing where nobody asks: a span that no subscriber wants is never made, and without
//! a callback there is nothing to tell.

mod attempt;
mod attempt_count;
mod call;
mod event;
mod observer;
mod place;

pub use event::{AttemptEnded, CallBegan, CallEnded, CallEvent, CallOutcome};

pub(crate) use attempt::ObserveAttempts;
pub(crate) use attempt_count::AttemptCount;
pub(crate) use call::ObservedCall;
pub(crate) use observer::Observer;
