//! From settings to a client.

use http::{HeaderMap, HeaderValue, header};
use work_requests_config::{Config, Endpoint};
use work_requests_resilience::retry::TokenBudget;

use std::sync::Arc;

use super::builder::ClientBuilder;
use super::endpoint::EndpointSources;
use super::identity::{CLIENT_INFO, user_agent};
use super::sign_in::SignIn;
use super::{Inner, WorkRequestClient};
use crate::call::header::header_value;
use crate::error::Error;
use crate::resilience::{CircuitBreakerStrategy, Classification, RetryStrategy};
use crate::service::WORK_REQUESTS;
use crate::skew::SkewClock;
use crate::stack;

pub(super) fn assemble(builder: ClientBuilder) -> Result<WorkRequestClient, Error> {
    let sign_in = SignIn::resolve(&builder)?;
    let endpoint = endpoint(&builder, &sign_in)?;
    let headers = headers(&builder, sign_in.config.as_ref(), &endpoint)?;
    let retry_strategy = builder
        .retry_strategy
        .unwrap_or_else(|| RetryStrategy::from_env(&builder.env));
    let breaker = builder
        .circuit_breaker
        .unwrap_or_else(|| CircuitBreakerStrategy::from_env(&builder.env))
        .breaker(builder.on_breaker_event);
    let clock = builder.clock;
    let wall_clock = clock.clone();
    let classification = Classification::new(clock.clone());
    let clock = SkewClock::new(clock, builder.skew_correction);
    let attempts = stack::attempts(
        builder.door.open(&builder.env)?,
        breaker.clone(),
        classification.clone(),
        builder.attempt_timeout,
        sign_in.signer,
        clock,
    );
    Ok(WorkRequestClient(Arc::new(Inner {
        base: endpoint.join(WORK_REQUESTS.api_version, ""),
        headers: Arc::new(headers),
        attempts,
        breaker,
        budget: TokenBudget::default(),
        // With the rules of most calls, so that they need none of their own.
        classification: retry_strategy.rules_over(&Arc::new(classification)),
        retry_strategy,
        deadline: builder.deadline,
        allow_control_chars: builder.allow_control_chars,
        request_ids: builder.request_ids,
        clock: wall_clock,
    })))
}

fn endpoint(builder: &ClientBuilder, sign_in: &SignIn) -> Result<Endpoint, Error> {
    let sources = EndpointSources {
        endpoint: builder.service_endpoint.as_deref(),
        region: builder.region.as_deref(),
        config: sign_in.config.as_ref(),
        platform: sign_in.region.as_deref(),
        region_metadata: builder.region_metadata.as_ref(),
        options: builder.endpoint_options,
        env: &builder.env,
    };
    sources.resolve(&WORK_REQUESTS)
}

/// What every request carries. `content-type` is on GETs too, as the reference sends it.
fn headers(
    builder: &ClientBuilder,
    config: Option<&Config>,
    endpoint: &Endpoint,
) -> Result<HeaderMap, Error> {
    let additional = builder.additional_user_agent.as_deref();
    let additional = additional.or_else(|| config.and_then(Config::additional_user_agent));
    let json = HeaderValue::from_static("application/json");
    let mut headers = HeaderMap::with_capacity(12);
    headers.insert(header::ACCEPT, json.clone());
    headers.insert(header::CONTENT_TYPE, json);
    headers.insert(header::USER_AGENT, user_agent(additional, &builder.env)?);
    headers.insert("opc-client-info", HeaderValue::from_static(CLIENT_INFO));
    headers.insert(header::HOST, header_value("host", endpoint.authority())?);
    Ok(headers)
}
