//! Building the request, sending it through the stack, and judging the answer.

use std::sync::Arc;

use http::Uri;
use serde::de::DeserializeOwned;
use tracing::Instrument;

use super::WorkRequestClient;
use super::record::CallRecord;
use crate::call::header::header_value;
use crate::call::{CallOptions, Outgoing};
use crate::decode::decode;
use crate::error::{CallContext, CallError, Error};
use crate::observe::ObservedCall;
use crate::resilience::is_retryable;
use crate::response::{Answer, Response, next_page};
use crate::stack::{self, Draft};

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
            .run(&context, &outgoing, options, &record, read)
            .instrument(observed.span())
            .await;
        let mut history = Some(record.take_history());
        let mut of_call = || history.take().unwrap_or_default();
        let outcome = outcome.map_err(|error| error.in_call(&context, of_call()));
        observed.end(&outcome);
        outcome.map(|response| response.of_call(context.request_id, of_call()))
    }

    fn context<'c>(
        &'c self,
        operation: &'static str,
        outgoing: &'c Outgoing,
        options: &CallOptions,
    ) -> CallContext<'c> {
        let request_id = options
            .opc_request_id
            .clone()
            .unwrap_or_else(|| self.inner().request_ids.next());
        CallContext {
            operation,
            method: &outgoing.method,
            base: &self.at().base,
            path: outgoing.target.path(),
            request_id,
        }
    }

    async fn run<T>(
        &self,
        context: &CallContext<'_>,
        outgoing: &Outgoing,
        options: &CallOptions,
        record: &CallRecord,
        read: impl FnOnce(&[u8], bool) -> Result<T, Error>,
    ) -> Result<Response<T>, Error> {
        let answer = self.answer(outgoing, context, options, record).await?;
        if let (Some(told), Some(token)) = (&options.next_page, next_page(&answer.headers)) {
            // Whoever waits for the token asks for the next page before this thread decodes.
            if told.send(token.to_owned()).is_ok() {
                tokio::task::yield_now().await;
            }
        }
        let allow = options
            .allow_control_chars
            .unwrap_or(self.inner().allow_control_chars);
        match read(&answer.raw, allow) {
            Ok(data) => Ok(Response::new(data, answer)),
            Err(error) => Err(error.with_answer(answer.status, answer.headers, Default::default())),
        }
    }

    fn draft(
        &self,
        outgoing: &Outgoing,
        context: &CallContext<'_>,
        may_repeat: bool,
        record: &CallRecord,
    ) -> Result<Draft, Error> {
        let at = self.at();
        let whole = [at.base.as_str(), outgoing.target.as_str()].concat();
        let uri = Uri::try_from(whole)
            .map_err(|e| Error::usage("the request's URL cannot be formed").with_source(e))?;
        Ok(Draft {
            method: outgoing.method.clone(),
            uri,
            headers: Arc::clone(&at.headers),
            request_id_header: outgoing.request_id_header.clone(),
            request_id: header_value("opc-request-id", &context.request_id)?,
            own: outgoing.headers.clone(),
            may_repeat,
            sent: record.sent.clone(),
        })
    }

    /// Sends through the whole stack; anything but success becomes an error here.
    async fn answer(
        &self,
        outgoing: &Outgoing,
        context: &CallContext<'_>,
        options: &CallOptions,
        record: &CallRecord,
    ) -> Result<Answer, Error> {
        let (inner, at) = (self.inner(), self.at());
        let strategy = options
            .retry_strategy
            .as_ref()
            .unwrap_or(&inner.retry_strategy);
        let draft = self.draft(outgoing, context, strategy.is_enabled(), record)?;
        let deadline = options.deadline.or(inner.deadline);
        let retry = strategy.policy(&inner.classification, &at.budget, at.breaker.as_ref());
        let retry = retry.record_in(record.attempts.clone());
        let outcome = stack::call(at.attempts.clone(), deadline, retry, Arc::new(draft)).await;
        let response = outcome.map_err(|error| CallError::into_error(error, record.sent.get()))?;
        let (head, raw) = response.into_parts();
        if !head.status.is_success() {
            let retryable = is_retryable(head.status, &raw);
            return Err(Error::service(head.status, head.headers, &raw, retryable));
        }
        Ok(Answer {
            status: head.status,
            headers: head.headers,
            raw,
        })
    }
}
