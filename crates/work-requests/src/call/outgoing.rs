//! What a call sends, before there are attempts.

use http::{HeaderName, HeaderValue, Method};

use super::Target;
use crate::error::Error;

/// The header that carries the id of a call, where a service does not have another.
const OPC_REQUEST_ID: HeaderName = HeaderName::from_static("opc-request-id");

/// What a call sends: method, target, and the headers that only it has.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) target: Target,
    pub(crate) request_id_header: HeaderName,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
}

impl Outgoing {
    /// Another name for the header `opc-request-id`.
    pub(crate) fn request_id_header(mut self, name: &str) -> Result<Self, Error> {
        self.request_id_header = HeaderName::from_bytes(name.as_bytes()).map_err(|e| {
            Error::usage(format!("{} is no name of a header", name.escape_debug())).with_source(e)
        })?;
        Ok(self)
    }

    /// A further header.
    pub(crate) fn header(mut self, name: &'static str, value: HeaderValue) -> Self {
        self.headers.push((HeaderName::from_static(name), value));
        self
    }
}

impl From<Target> for Outgoing {
    fn from(target: Target) -> Self {
        Self {
            method: Method::GET,
            target,
            request_id_header: OPC_REQUEST_ID,
            headers: Vec::new(),
        }
    }
}
