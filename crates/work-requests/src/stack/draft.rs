//! A request before it is signed.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};

use crate::observe::AttemptCount;

const CLIENT_RETRIES: HeaderName = HeaderName::from_static("opc-client-retries");

/// What is the same in all attempts of a call. It travels through the layers above the signature in
/// an `Arc`, so that to keep it for another attempt costs nothing.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    /// Those of every request to the endpoint.
    pub(crate) headers: Arc<HeaderMap>,
    pub(crate) request_id_header: HeaderName,
    pub(crate) request_id: HeaderValue,
    /// Those that only this call has.
    pub(crate) own: Vec<(HeaderName, HeaderValue)>,
    pub(crate) may_repeat: bool,
    pub(crate) sent: AttemptCount,
}

impl Draft {
    /// A request to be signed, with room for what signing and sending add.
    pub(crate) fn request(&self) -> Request<Bytes> {
        let mut headers = HeaderMap::with_capacity(self.headers.len() + 8);
        for (name, value) in self.headers.iter() {
            headers.insert(name.clone(), value.clone());
        }
        headers.insert(self.request_id_header.clone(), self.request_id.clone());
        headers.extend(self.own.iter().cloned());
        if self.may_repeat {
            // Tells the service that repeats may come, as the official clients do.
            headers.insert(CLIENT_RETRIES, HeaderValue::from_static("true"));
        }
        let mut request = Request::new(Bytes::new());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = headers;
        request.extensions_mut().insert(self.sent.clone());
        request
    }
}
