//! `CancelWorkRequest`: asks a work request to end early.

use http::{HeaderValue, Method};

use super::ServiceClient;
use super::request::{Request, lacks};
use crate::call::header::header_value;
use crate::call::request_id::random_id;
use crate::call::{CallOptions, call_options};
use crate::error::Error;
use crate::operation::ResponseFuture;
use crate::response::Response;

const OPERATION: &str = "cancel_work_request";

/// Asks a work request to end early: made by [`ServiceClient::cancel_work_request`], sent when
/// awaited. That it was accepted does not mean that the work has ended: wait for it.
#[derive(Debug, Clone)]
#[must_use = "nothing is sent until it is awaited"]
pub struct CancelWorkRequest {
    service: ServiceClient,
    id: String,
    if_match: Option<String>,
    options: CallOptions,
}

impl CancelWorkRequest {
    pub(super) fn new(service: ServiceClient, id: String) -> Self {
        Self {
            service,
            id,
            if_match: None,
            options: CallOptions::default(),
        }
    }

    /// Only if the work request is still the one of this `etag`, which an answer to
    /// [`get_work_request`](ServiceClient::get_work_request) has in its headers; else the service
    /// answers 412.
    pub fn if_match(mut self, etag: impl Into<String>) -> Self {
        self.if_match = Some(etag.into());
        self
    }

    call_options!();

    /// Sends the request.
    ///
    /// # Errors
    /// A service that cancels nothing, an id or a parameter that is missing or unsafe, are refused
    /// before anything is sent; see [`Error`] for the rest. 409 is not repeated unless a
    /// [retry strategy](Self::retry_strategy) of this call says so: most often the work has ended.
    pub async fn send(self) -> Result<Response<()>, Error> {
        let of = self.service.service;
        let operation = of.cancel().ok_or_else(|| lacks(of, OPERATION))?;
        let request = Request {
            service: of,
            operation,
            name: OPERATION,
            parameters: &self.service.parameters,
            id: Some(&self.id),
            query: Vec::new(),
        };
        let mut outgoing = self.service.outgoing(request.target()?)?;
        outgoing.method = Method::DELETE;
        let headers = self.headers(operation.headers());
        for (name, value) in headers.map_err(|error| error.in_operation(OPERATION))? {
            outgoing = outgoing.header(name, value);
        }
        let client = self.service.calling()?;
        let read = |_: &[u8], _| Ok(());
        let mut options = self.options;
        let usual = || client.inner().retry_strategy.clone().without_conflicts();
        options.retry_strategy.get_or_insert_with(usual);
        client
            .call_reading(OPERATION, outgoing, &options, read)
            .await
    }

    /// The headers that the operation takes and the caller, or repeating, asks for.
    fn headers(&self, taken: &[&str]) -> Result<Vec<(&'static str, HeaderValue)>, Error> {
        let takes = |name: &str| taken.iter().any(|taken| taken.eq_ignore_ascii_case(name));
        let mut headers = Vec::new();
        if let Some(etag) = &self.if_match {
            if !takes("if-match") {
                let message = format!("{} does not take if-match", self.service.service.name());
                return Err(Error::usage(message).with_hint("leave it out; nothing was sent"));
            }
            headers.push(("if-match", header_value("if-match", etag)?));
        }
        if takes("opc-retry-token") {
            // Never a request id: callers may choose one for many calls, and a token that comes
            // again is taken for the call that it came with first.
            let token = random_id();
            headers.push(("opc-retry-token", header_value("opc-retry-token", &token)?));
        }
        Ok(headers)
    }
}

impl IntoFuture for CancelWorkRequest {
    type Output = Result<Response<()>, Error>;
    type IntoFuture = ResponseFuture<()>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
