#![doc = include_str!("../README.md")]

#[rustfmt::skip]
mod generated;
mod identifier;
mod lookup;
mod operation;
mod service;

pub use identifier::Identifier;
pub use operation::{Operation, Shape};
pub use service::Service;

/// The Work Requests API that Compute, Database and others share.
pub const WORK_REQUESTS: &Service = &generated::WORK_REQUESTS;
