//! The service as a [`tower_service::Service`]: from one request in memory to its answer.

mod future;

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use axum::response::IntoResponse;
use bytes::Bytes;
use http::header::DATE;
use http::{HeaderValue, Request, Response};
use secrecy::SecretString;
use tower::ServiceExt as _;
use tower_service::Service;

use crate::admission::{Admission, Refusal};
use crate::control;
use crate::errors::ApiError;
use crate::faults::{Broken, FaultAnswer, ScriptSlot};
use crate::gate::Gate;
use crate::hosts::Hosts;
use crate::identity::{self, Door};
use crate::principals::Claimed;
use crate::received::Verdict;
use crate::routes;
use crate::services::{Call, Unknown};
use crate::shared::Shared;

pub use future::EmulatorFuture;

/// The emulated service, in memory. Cheap to clone; clones answer for the same emulator.
///
/// It is always ready, and fails only where a fault orders it: what is wrong with a request is
/// said in the answer.
/// Dropping a future gives up the request, as a closed connection would.
#[derive(Clone)]
pub struct EmulatorService {
    shared: Arc<Shared>,
    gate: Arc<Gate>,
    identity: Router,
    control: Router,
}

impl EmulatorService {
    pub(crate) fn new(shared: Arc<Shared>, hosts: Hosts, token: Option<SecretString>) -> Self {
        Self {
            gate: Arc::new(Gate::new(&hosts)),
            identity: identity::router(shared.clone()),
            control: control::router(shared.clone(), hosts, token),
            shared,
        }
    }

    async fn answer(self, request: Request<Bytes>) -> Result<Response<Body>, Broken> {
        if control::is_control(request.uri().path()) {
            return Ok(routed(self.control, request).await);
        }
        let outcome = self.gate.check(&request, &self.shared);
        let number = self.note(&request, &outcome);
        let sent_id = request.headers().get(OPC_REQUEST_ID).cloned();
        let answering = self.clone().answer_or_fault(request, outcome, number);
        let mut response = answering.await?;
        self.label(&mut response, sent_id.as_ref());
        self.shared.journal().answered(number, response.status());
        Ok(response)
    }

    /// A fault strikes whoever calls: what it stands for happens before signatures are looked at.
    async fn answer_or_fault(
        self,
        request: Request<Bytes>,
        outcome: Result<Admission, Refusal>,
        number: u64,
    ) -> Result<Response<Body>, Broken> {
        let call = self.call(&request);
        let path = request.uri().path();
        let fault = self.shared.faults().take(path, call.as_ref().ok());
        let Some(fault) = fault else {
            return Ok(self.true_answer(request, outcome).await);
        };
        tokio::time::sleep(fault.wait()).await;
        if let Some(breakdown) = fault.breakdown() {
            breakdown.before_headers().await?;
        }
        if let Some(wire) = fault.bytes() {
            let slot = request.extensions().get::<ScriptSlot>().cloned();
            let answer = self.true_answer(request, outcome).await;
            // Every body here is already in memory, so that this cannot fail.
            let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await;
            if let Some(slot) = slot {
                slot.put(wire.resolve(&body.unwrap_or_default()));
            }
            return Err(Broken::Closed);
        }
        let mut response = match FaultAnswer::response(&fault) {
            Some(response) => response,
            None => self.true_answer(request, outcome).await,
        };
        fault.adorn(response.headers_mut(), number);
        Ok(match fault.breakdown() {
            Some(breakdown) => breakdown.in_body(response).await,
            None => response,
        })
    }

    async fn true_answer(
        self,
        mut request: Request<Bytes>,
        outcome: Result<Admission, Refusal>,
    ) -> Response<Body> {
        match outcome {
            Ok(admission) if Door::of(request.uri().path()).is_some() => {
                if let Admission::Signed(key_id) = admission {
                    request.extensions_mut().insert(Claimed(key_id));
                }
                routed(self.identity, request).await
            }
            Ok(_) => routes::answer(&self.shared, self.call(&request), &request),
            Err(reason) => ApiError::not_authenticated(&reason).into_response(),
        }
    }

    fn call(&self, request: &Request<Bytes>) -> Result<Call, Unknown> {
        let services = &self.shared.settings.services;
        services.call(request, &self.shared.store())
    }

    fn note(&self, request: &Request<Bytes>, outcome: &Result<Admission, Refusal>) -> u64 {
        let verdict = Verdict::of(outcome);
        tracing::debug!(method = %request.method(), path = request.uri().path(), ?verdict, "arrived");
        let at = self.shared.clock.now();
        self.shared.journal().arrived(request, verdict, at)
    }

    /// The headers that every answer of the service has; those that a fault set stay.
    fn label(&self, response: &mut Response<Body>, sent_id: Option<&HeaderValue>) {
        let id = self.shared.request_ids.answer(sent_id);
        let headers = response.headers_mut();
        headers.entry(OPC_REQUEST_ID).or_insert(id);
        if let Ok(date) = http_date(self.shared.service_time()).try_into() {
            headers.entry(DATE).or_insert(date);
        }
    }
}

const OPC_REQUEST_ID: &str = "opc-request-id";

async fn routed(router: Router, request: Request<Bytes>) -> Response<Body> {
    let Ok(response) = router.oneshot(request.map(Body::from)).await;
    response
}

/// The years that an HTTP date can tell are 1970 to 9999; outside them, the epoch.
fn http_date(time: std::time::SystemTime) -> String {
    let epoch = std::time::SystemTime::UNIX_EPOCH;
    let tellable = time
        .duration_since(epoch)
        .is_ok_and(|since| since.as_secs() < 253_402_300_800);
    httpdate::fmt_http_date(if tellable { time } else { epoch })
}

impl Service<Request<Bytes>> for EmulatorService {
    type Response = Response<Body>;
    type Error = Broken;
    type Future = EmulatorFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Broken>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        EmulatorFuture::new(self.clone().answer(request))
    }
}

impl fmt::Debug for EmulatorService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmulatorService")
            .field("gate", &self.gate)
            .finish_non_exhaustive()
    }
}
