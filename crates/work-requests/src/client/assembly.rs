//! From settings to a client.

use http::{HeaderMap, HeaderValue, header};
use work_requests_catalog::WORK_REQUESTS;
use work_requests_config::Config;

use std::sync::Arc;

use super::builder::ClientBuilder;
use super::endpoints::{Endpoints, Parts, Places};
use super::identity::{CLIENT_INFO, user_agent};
use super::sign_in::SignIn;
use super::{Inner, WorkRequestClient};
use crate::error::Error;
use crate::resilience::{CircuitBreakerStrategy, Classification, RetryStrategy};
use crate::skew::SkewClock;

pub(super) fn assemble(builder: ClientBuilder) -> Result<WorkRequestClient, Error> {
    let sign_in = SignIn::resolve(&builder)?;
    let headers = headers(&builder, sign_in.config.as_ref())?;
    let retry_strategy = builder
        .retry_strategy
        .unwrap_or_else(|| RetryStrategy::from_env(&builder.env));
    let breaker = builder
        .circuit_breaker
        .unwrap_or_else(|| CircuitBreakerStrategy::from_env(&builder.env));
    let classification = Classification::new(builder.clock.clone());
    let (collected, transport) = builder.door.open(&builder.env)?;
    let parts = Parts {
        transport: collected,
        headers,
        breaker,
        on_breaker_event: builder.on_breaker_event,
        classification: classification.clone(),
        attempt_timeout: builder.attempt_timeout,
        signer: sign_in.signer,
        clock: SkewClock::new(builder.clock.clone(), builder.skew_correction),
    };
    let places = Places {
        endpoint: builder.service_endpoint,
        region: builder.region,
        config: sign_in.config,
        platform: sign_in.region,
        region_metadata: builder.region_metadata,
        options: builder.endpoint_options,
        env: builder.env,
    };
    let endpoints = Endpoints::new(places, parts);
    // What is wrong with endpoint or region is said now, not at the first call.
    let at = endpoints.of(WORK_REQUESTS, None)?;
    let inner = Inner {
        endpoints,
        // With the rules of most calls, so that they need none of their own.
        classification: retry_strategy.rules_over(&Arc::new(classification)),
        retry_strategy,
        deadline: builder.deadline,
        allow_control_chars: builder.allow_control_chars,
        request_ids: builder.request_ids,
        clock: builder.clock,
        service: builder.service,
        parameters: builder.parameters,
        transport,
        observer: builder.observer,
    };
    Ok(WorkRequestClient {
        inner: Arc::new(inner),
        at,
    })
}

/// What every request carries but its host. `content-type` is on GETs too, as the reference sends
/// it.
fn headers(builder: &ClientBuilder, config: Option<&Config>) -> Result<HeaderMap, Error> {
    let additional = builder.additional_user_agent.as_deref();
    let additional = additional.or_else(|| config.and_then(Config::additional_user_agent));
    let json = HeaderValue::from_static("application/json");
    let mut headers = HeaderMap::with_capacity(12);
    headers.insert(header::ACCEPT, json.clone());
    headers.insert(header::CONTENT_TYPE, json);
    headers.insert(header::USER_AGENT, user_agent(additional, &builder.env)?);
    headers.insert("opc-client-info", HeaderValue::from_static(CLIENT_INFO));
    Ok(headers)
}
