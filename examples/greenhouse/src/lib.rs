//! A client of the Greenhouse service: generated types, signed requests, a transport with limits.

mod client;
mod error;

// Declares `pub mod models`.
include!(concat!(env!("OUT_DIR"), "/models.rs"));

pub use client::Client;
pub use error::Error;
