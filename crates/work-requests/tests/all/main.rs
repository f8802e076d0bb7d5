//! What users of the client meet, over real parts: one program, so that it is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;

mod answers;
#[cfg(feature = "blocking")]
mod blocking;
mod breakdowns;
mod emulator;
mod failures;
mod following;
mod keys;
mod observing;
mod pages;
#[cfg(feature = "auth")]
mod principals;
mod report;
mod requests;
mod resources;
mod route;
#[cfg(feature = "catalog")]
mod service_places;
#[cfg(feature = "catalog")]
mod services;
#[cfg(feature = "auth")]
mod sessions;
#[cfg(feature = "test-support")]
mod test_support;
mod watching;
mod watching_entries;
mod watching_lists;
mod watching_properties;
