//! A span and an event for each request.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::{Request, Response};
use tokio::time::Instant;
use tower::{Layer, Service};
use tracing::field::Empty;
use tracing::{Span, info_span};
use work_requests_transport::TransportError;

use super::place::{Redacted, host, port};
use super::{AttemptCount, AttemptEnded, CallEvent, CallOutcome};
use crate::error::kind_of;

type Sent = Result<Response<Bytes>, TransportError>;

/// Counts requests on their way to the transport, and tells of each.
///
/// Only requests that leave come by: it stands beneath signing. Ready when the transport is.
/// Neither a span nor a time is taken where nobody asked for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ObserveAttempts;

impl<S> Layer<S> for ObserveAttempts {
    type Service = Observed<S>;

    fn layer(&self, transport: S) -> Observed<S> {
        Observed { transport }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Observed<S> {
    transport: S,
}

impl<S> Service<Request<Bytes>> for Observed<S>
where
    S: Service<
            Request<Bytes>,
            Response = Response<Bytes>,
            Error = TransportError,
            Future = BoxFuture<'static, Sent>,
        >,
{
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = ObservedAttempt;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.transport.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> ObservedAttempt {
        let count = request.extensions().get::<AttemptCount>();
        let number = count.map_or(1, AttemptCount::next);
        let span = span_of(&request, number);
        let watched = count.filter(|count| count.observer().is_some()).cloned();
        let sent = span.in_scope(|| {
            tracing::debug!(attempt = number, "sending");
            self.transport.call(request)
        });
        ObservedAttempt {
            sent,
            open: Some(Open {
                began: watched.is_some().then(Instant::now),
                span,
                watched,
                number,
            }),
        }
    }
}

/// A request under way.
#[must_use = "futures do nothing unless polled"]
pub(crate) struct ObservedAttempt {
    sent: BoxFuture<'static, Sent>,
    /// Until its end was told.
    open: Option<Open>,
}

struct Open {
    span: Span,
    watched: Option<AttemptCount>,
    began: Option<Instant>,
    number: u32,
}

impl Future for ObservedAttempt {
    type Output = Sent;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Sent> {
        let Self { sent, open } = self.get_mut();
        let entered = open.as_ref().map(|open| open.span.enter());
        let done = ready!(sent.as_mut().poll(cx));
        drop(entered);
        if let Some(open) = open.take() {
            open.end(outcome(&done));
        }
        Poll::Ready(done)
    }
}

/// A time limit, or the caller, gave it up.
impl Drop for ObservedAttempt {
    fn drop(&mut self) {
        if let Some(open) = self.open.take() {
            open.end(CallOutcome::Cancelled);
        }
    }
}

impl Open {
    fn end(self, outcome: CallOutcome) {
        record(&self.span, &outcome);
        let observer = self.watched.as_ref().and_then(AttemptCount::observer);
        if let (Some((observer, operation)), Some(began)) = (observer, self.began) {
            observer.tell(&CallEvent::AttemptEnded(AttemptEnded {
                operation,
                number: self.number,
                took: began.elapsed(),
                outcome,
            }));
        }
    }
}

fn outcome(sent: &Sent) -> CallOutcome {
    match sent {
        Ok(answer) if answer.status().is_success() => CallOutcome::Succeeded(answer.status()),
        Ok(answer) => CallOutcome::Refused(answer.status()),
        Err(error) => CallOutcome::Failed(kind_of(error)),
    }
}

/// Adds how it ended, by OpenTelemetry's conventions.
pub(super) fn record(span: &Span, outcome: &CallOutcome) {
    if span.is_disabled() {
        return;
    }
    if let Some(status) = outcome.status() {
        span.record("http.response.status_code", status.as_u16());
    }
    if let Some(word) = outcome.error_type() {
        span.record("error.type", word);
        span.record("otel.status_code", "ERROR");
    }
}

fn span_of(request: &Request<Bytes>, number: u32) -> Span {
    let span = info_span!(
        "http.request",
        otel.name = %request.method(),
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = %request.method(),
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        server.address = host(request.uri()),
        server.port = port(request.uri()),
        url.full = %Redacted(request.uri()),
        error.type = Empty,
    );
    if number > 1 {
        span.record("http.request.resend_count", number - 1);
    }
    span
}
