//! What users of the signatures meet: one program, so that it is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

#[cfg(feature = "testing")]
mod conformance;
#[cfg(feature = "encrypted-keys")]
mod keys;
mod parsing;
#[cfg(feature = "layer")]
mod pool;
mod properties;
mod signing;
mod vectors;
