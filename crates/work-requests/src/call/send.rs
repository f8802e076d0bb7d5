//! Building the request, sending it through the stack, and judging the answer.

use bytes::Bytes;
use http::{HeaderValue, Request};
use serde::de::DeserializeOwned;
use tracing::Instrument;

use super::header::header_value;
use super::{CallError, CallRecord, Outgoing};
use crate::client::WorkRequestClient;
use crate::decode::decode;
use crate::error::{CallContext, Error};
use crate::observe::ObservedCall;
use crate::operation::CallOptions;
use crate::resilience::is_retryable;
use crate::response::{Answer, Response};
use crate::stack;

impl WorkRequestClient {
    /// Runs an operation and decodes its answer.
    pub(crate) async fn call<T: DeserializeOwned>(
        &self,
        operation: &'static str,
        outgoing: impl Into<Outgoing>,
        options: &CallOptions,
    ) -> Result<Response<T>, Error> {
        self.call_reading(operation, outgoing.into(), options, decode)
            .await
    }

    /// Runs an operation, and reads its answer in a way of its own.
    pub(crate) async fn call_reading<T>(
        &self,
        operation: &'static str,
        outgoing: Outgoing,
        options: &CallOptions,
        read: impl FnOnce(&[u8], bool) -> Result<T, Error>,
    ) -> Result<Response<T>, Error> {
        let context = self.context(operation, &outgoing, options);
        let record = CallRecord::new(operation, self.inner().observer.as_ref());
        let observed = ObservedCall::begin(&context, &record.sent);
        let outcome = self
            .run(&context, outgoing, options, &record, read)
            .instrument(observed.span())
            .await;
        let outcome = outcome.map_err(|error| error.in_call(&context, record.history()));
        observed.end(&outcome);
        outcome
    }

    fn context(
        &self,
        operation: &'static str,
        outgoing: &Outgoing,
        options: &CallOptions,
    ) -> CallContext {
        let request_id = options
            .opc_request_id
            .clone()
            .unwrap_or_else(|| self.inner().request_ids.next());
        CallContext {
            operation,
            endpoint: format!(
                "{} {}{}",
                outgoing.method,
                self.endpoint(),
                outgoing.target.path()
            ),
            request_id,
        }
    }

    async fn run<T>(
        &self,
        context: &CallContext,
        outgoing: Outgoing,
        options: &CallOptions,
        record: &CallRecord,
        read: impl FnOnce(&[u8], bool) -> Result<T, Error>,
    ) -> Result<Response<T>, Error> {
        let request = self.request(context, outgoing, record)?;
        let answer = self.answer(request, context, options, record).await?;
        let allow = options
            .allow_control_chars
            .unwrap_or(self.inner().allow_control_chars);
        match read(&answer.raw, allow) {
            Ok(data) => Ok(Response::new(data, answer)),
            Err(error) => Err(error.with_answer(answer.status, answer.headers, Default::default())),
        }
    }

    fn request(
        &self,
        context: &CallContext,
        outgoing: Outgoing,
        record: &CallRecord,
    ) -> Result<Request<Bytes>, Error> {
        let at = self.at();
        let uri = format!("{}{}", at.base, outgoing.target.as_str());
        let mut request = Request::new(Bytes::new());
        *request.method_mut() = outgoing.method;
        *request.uri_mut() = uri
            .parse()
            .map_err(|e| Error::usage("the request's URL cannot be formed").with_source(e))?;
        *request.headers_mut() = at.headers.clone();
        request.headers_mut().insert(
            outgoing.request_id_header,
            header_value("opc-request-id", &context.request_id)?,
        );
        request.headers_mut().extend(outgoing.headers);
        request.extensions_mut().insert(record.sent.clone());
        Ok(request)
    }

    /// Sends through the whole stack; anything but success becomes an error here.
    async fn answer(
        &self,
        mut request: Request<Bytes>,
        context: &CallContext,
        options: &CallOptions,
        record: &CallRecord,
    ) -> Result<Answer, Error> {
        let (inner, at) = (self.inner(), self.at());
        let strategy = options
            .retry_strategy
            .as_ref()
            .unwrap_or(&inner.retry_strategy);
        if strategy.is_enabled() {
            // Tells the service that repeats may come, as the official clients do.
            request
                .headers_mut()
                .insert("opc-client-retries", HeaderValue::from_static("true"));
        }
        let deadline = options.deadline.or(inner.deadline);
        let retry = strategy.policy(
            inner.classification.clone(),
            &at.budget,
            at.breaker.as_ref(),
        );
        let retry = retry.record_in(record.attempts.clone());
        let outcome = stack::call(at.attempts.clone(), deadline, retry, request).await;
        let response = outcome.map_err(|error| CallError::into_error(error, record.sent.get()))?;
        let (head, raw) = response.into_parts();
        if !head.status.is_success() {
            let retryable = is_retryable(head.status, &raw);
            return Err(Error::service(head.status, head.headers, &raw, retryable));
        }
        let request_id = context.request_id.clone();
        Ok(Answer {
            status: head.status,
            headers: head.headers,
            raw,
            request_id,
            history: record.history(),
        })
    }
}
