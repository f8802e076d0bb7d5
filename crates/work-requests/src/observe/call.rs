//! A span and events for each call.

use tokio::time::Instant;
use tracing::field::Empty;
use tracing::{Span, info_span};

use super::attempt::record;
use super::{AttemptCount, CallBegan, CallEnded, CallEvent, CallOutcome};
use crate::error::{CallContext, Error};
use crate::response::Response;

/// A call under way. Dropped before its end, it tells that the call was cancelled.
pub(crate) struct ObservedCall<'a> {
    context: &'a CallContext<'a>,
    sent: &'a AttemptCount,
    span: Span,
    began: Instant,
    ended: bool,
}

impl<'a> ObservedCall<'a> {
    pub(crate) fn begin(context: &'a CallContext<'a>, sent: &'a AttemptCount) -> Self {
        if let Some((observer, operation)) = sent.observer() {
            observer.tell(&CallEvent::CallBegan(CallBegan { operation }));
        }
        Self {
            context,
            sent,
            span: span_of(context),
            began: Instant::now(),
            ended: false,
        }
    }

    /// What the work of the call happens in.
    pub(crate) fn span(&self) -> Span {
        self.span.clone()
    }

    pub(crate) fn end<T>(mut self, outcome: &Result<Response<T>, Error>) {
        self.ended = true;
        self.tell(match outcome {
            Ok(response) => CallOutcome::Succeeded(response.status()),
            Err(error) => of_error(error),
        });
        let (attempts, took) = (self.sent.get(), self.began.elapsed());
        let took_ms = took.as_millis();
        self.span.in_scope(|| match outcome {
            Ok(response) => tracing::debug!(
                answered_request_id = response.request_id(),
                attempts,
                took_ms,
                "call succeeded"
            ),
            Err(error) => tracing::debug!(
                kind = %error.kind(),
                error = %error,
                attempts,
                took_ms,
                "call failed"
            ),
        });
    }

    fn tell(&self, outcome: CallOutcome) {
        let attempts = self.sent.get();
        record(&self.span, &outcome);
        if attempts > 1 {
            self.span.record("http.request.resend_count", attempts - 1);
        }
        if let Some((observer, operation)) = self.sent.observer() {
            observer.tell(&CallEvent::CallEnded(CallEnded {
                operation,
                took: self.began.elapsed(),
                attempts,
                outcome,
                request_id: &self.context.request_id,
            }));
        }
    }
}

impl Drop for ObservedCall<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.tell(CallOutcome::Cancelled);
        }
    }
}

fn of_error(error: &Error) -> CallOutcome {
    use crate::error::ErrorKind::Service;
    match error.status().filter(|_| error.kind() == Service) {
        Some(status) => CallOutcome::Refused(status),
        None => CallOutcome::Failed(error.kind()),
    }
}

fn span_of(context: &CallContext<'_>) -> Span {
    info_span!(
        "work_requests.call",
        otel.name = context.operation,
        otel.kind = "internal",
        otel.status_code = Empty,
        oci.operation = context.operation,
        oci.opc_request_id = %context.request_id,
        http.request.method = %context.method,
        url.full = %context.url(),
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        error.type = Empty,
    )
}
