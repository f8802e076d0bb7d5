//! Building the request, sending it through the stack, and judging the answer.

use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use serde::de::DeserializeOwned;
use tokio::time::Instant;
use tracing::field::Empty;
use tracing::{Instrument, Span, info_span};

use super::header::header_value;
use super::{CallError, CallRecord, Target};
use crate::client::WorkRequestClient;
use crate::decode::decode;
use crate::error::{CallContext, Error};
use crate::operation::CallOptions;
use crate::resilience::is_retryable;
use crate::response::{Answer, Response};
use crate::stack::{self, Draft};

impl WorkRequestClient {
    /// Runs an operation and decodes its answer.
    pub(crate) async fn call<T: DeserializeOwned>(
        &self,
        operation: &'static str,
        target: Target,
        options: &CallOptions,
    ) -> Result<Response<T>, Error> {
        let context = self.context(operation, &target, options);
        let span = span_of(&context);
        let record = CallRecord::default();
        let started = Instant::now();
        let outcome = self
            .run(&context, &target, options, &record)
            .instrument(span.clone())
            .await;
        let history = record.take_history();
        let sent = history.sent;
        let outcome = match outcome {
            Ok(response) => Ok(response.of_call(context.request_id, history)),
            Err(error) => Err(error.in_call(&context, history)),
        };
        note(&span, &outcome, sent, started.elapsed());
        outcome
    }

    fn context<'c>(
        &'c self,
        operation: &'static str,
        target: &'c Target,
        options: &CallOptions,
    ) -> CallContext<'c> {
        let request_id = options
            .opc_request_id
            .clone()
            .unwrap_or_else(|| self.inner().request_ids.next());
        CallContext {
            operation,
            base: &self.inner().base,
            path: target.path(),
            request_id,
        }
    }

    async fn run<T: DeserializeOwned>(
        &self,
        context: &CallContext<'_>,
        target: &Target,
        options: &CallOptions,
        record: &CallRecord,
    ) -> Result<Response<T>, Error> {
        let answer = self.answer(target, context, options, record).await?;
        let allow = options
            .allow_control_chars
            .unwrap_or(self.inner().allow_control_chars);
        match decode(&answer.raw, allow) {
            Ok(data) => Ok(Response::new(data, answer)),
            Err(error) => Err(error.with_answer(answer.status, answer.headers, Default::default())),
        }
    }

    fn uri(&self, target: &Target) -> Result<Uri, Error> {
        let whole = [self.inner().base.as_str(), target.as_str()].concat();
        Uri::try_from(whole)
            .map_err(|e| Error::usage("the request's URL cannot be formed").with_source(e))
    }

    /// Sends through the whole stack; anything but success becomes an error here.
    async fn answer(
        &self,
        target: &Target,
        context: &CallContext<'_>,
        options: &CallOptions,
        record: &CallRecord,
    ) -> Result<Answer, Error> {
        let inner = self.inner();
        let strategy = options
            .retry_strategy
            .as_ref()
            .unwrap_or(&inner.retry_strategy);
        let draft = Draft {
            uri: self.uri(target)?,
            headers: Arc::clone(&inner.headers),
            request_id: header_value("opc-request-id", &context.request_id)?,
            may_repeat: strategy.is_enabled(),
            sent: record.sent.clone(),
        };
        let deadline = options.deadline.or(inner.deadline);
        let retry = strategy.policy(&inner.classification, &inner.budget, inner.breaker.as_ref());
        let retry = retry.record_in(record.attempts.clone());
        let outcome = stack::call(inner.attempts.clone(), deadline, retry, Arc::new(draft)).await;
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

fn span_of(context: &CallContext<'_>) -> Span {
    info_span!(
        "work_requests.call",
        operation = context.operation,
        endpoint = %context.endpoint(),
        opc_request_id = %context.request_id,
        status = Empty,
        attempts = Empty,
        duration_ms = Empty,
    )
}

fn note<T>(span: &Span, outcome: &Result<Response<T>, Error>, attempts: u32, took: Duration) {
    let status = match outcome {
        Ok(response) => Some(response.status()),
        Err(error) => error.status(),
    };
    if let Some(status) = status {
        span.record("status", status.as_u16());
    }
    span.record("attempts", attempts);
    span.record("duration_ms", took.as_millis());
    span.in_scope(|| match outcome {
        Ok(response) => tracing::debug!(
            answered_request_id = response.request_id(),
            "call succeeded"
        ),
        Err(error) => tracing::debug!(kind = %error.kind(), error = %error, "call failed"),
    });
}
