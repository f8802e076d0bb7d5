//! The order of the layers, written down once.

mod draft;
mod resign;
mod shared;
mod spare_cores;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tower::{Service as _, ServiceBuilder, ServiceExt as _};
use work_requests_resilience::breaker::{CircuitBreaker, CircuitBreakerLayer};
use work_requests_resilience::deadline::{AttemptTimeoutLayer, TotalDeadlineLayer};
use work_requests_resilience::retry::{RetryLayer, RetryPolicy};
use work_requests_signing::{SharedSigner, SignLayer};
use work_requests_transport::TransportError;

use crate::error::CallError;
use crate::observe::ObserveAttempts;
use crate::resilience::Classification;
use crate::skew::SkewClock;
use resign::ResignLayer;

pub(crate) use draft::Draft;
pub(crate) use shared::SharedService;

/// What makes one attempt: signs the request and sends it.
pub(crate) type Attempts = SharedService<Arc<Draft>, Response<Bytes>, CallError>;

/// A transport with its body collected.
pub(crate) type Collected = SharedService<Request<Bytes>, Response<Bytes>, TransportError>;

/// The inner half, made once for a client: everything that happens to each attempt.
pub(crate) fn attempts(
    transport: Collected,
    breaker: Option<CircuitBreaker>,
    classification: Classification,
    attempt_timeout: Option<Duration>,
    signer: SharedSigner,
    clock: SkewClock,
) -> Attempts {
    let attempt = ServiceBuilder::new()
        // Counts attempts, not calls: what one call repeats says as much about the endpoint as
        // what many calls try once. It rejects before a signature is spent.
        .option_layer(breaker.map(|breaker| CircuitBreakerLayer::new(breaker, classification)))
        // Inside the breaker, so that a slow endpoint counts as a failing one.
        .layer(AttemptTimeoutLayer::new(attempt_timeout))
        // Around signing, since it signs again; inside the timeout, since it sends again.
        .layer(ResignLayer {
            clock: clock.clone(),
            signer: signer.clone(),
        })
        // Each attempt is signed anew: a date from before a long wait is stale.
        .layer(SignLayer::new(signer, move || clock.now()).pool(spare_cores::pool()))
        .map_err(CallError::from)
        // Beneath signing, so that only requests that leave are counted and told.
        .layer(ObserveAttempts)
        .service(transport);
    SharedService::new(move |draft| Box::pin(attempt.clone().call(draft)))
}

/// The outer half, made for each call, since each may bring its own limits.
pub(crate) async fn call(
    attempts: Attempts,
    deadline: Option<Duration>,
    retry: RetryPolicy<Classification>,
    draft: Arc<Draft>,
) -> Result<Response<Bytes>, CallError> {
    ServiceBuilder::new()
        // Outermost: covers signing, attempts and the waits between them.
        .layer(TotalDeadlineLayer::new(deadline))
        // One call, many attempts.
        .layer(RetryLayer::new(retry))
        .service(attempts)
        .oneshot(draft)
        .await
}
