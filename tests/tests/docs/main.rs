//! The documents for users name everything that there is to name.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod configuration;
mod errors;
mod fences;
mod migration;
mod repository;
mod tables;
