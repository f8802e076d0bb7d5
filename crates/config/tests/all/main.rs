//! The crate as its users meet it, through the public API alone; one program, to link once.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a helper's failure is its test's failure"
)]

mod common;
mod endpoint;
mod lookup;
mod profile_file;
mod regions;
mod secrets;
mod template;
mod validate;
#[cfg(unix)]
mod warnings;
