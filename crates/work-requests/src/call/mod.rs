//! One logical call: from parameters to a decoded answer, over as many attempts as it takes.

mod failure;
pub(crate) mod header;
pub(crate) mod identifier;
mod outgoing;
mod record;
pub(crate) mod request_id;
mod send;
mod target;

pub(crate) use failure::{CallError, kind_of};
pub(crate) use outgoing::Outgoing;
pub(crate) use record::{CallRecord, History};
pub(crate) use target::Target;
