//! What a call is made of, before it is signed and sent.

pub(crate) mod header;
pub(crate) mod identifier;
mod options;
mod outgoing;
mod parameters;
pub(crate) mod request_id;
mod target;

pub(crate) use options::{CallOptions, call_options, page_options};
pub(crate) use outgoing::Outgoing;
pub(crate) use parameters::Parameters;
pub(crate) use target::Target;
