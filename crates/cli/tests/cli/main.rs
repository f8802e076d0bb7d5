//! The real binary, as a shell or a script meets it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod doctor;
mod dry_run;
mod emulated;
mod environment;
mod failures;
mod following;
mod help;
mod keys;
mod lists;
mod manual;
#[cfg(feature = "otlp")]
mod otlp;
mod pipes;
mod principals;
mod report;
mod saving;
mod secrets;
mod service_places;
mod services;
mod sessions;
#[cfg(unix)]
mod signals;
mod support;
#[cfg(unix)]
mod terminal;
