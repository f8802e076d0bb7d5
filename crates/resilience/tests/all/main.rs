//! Retries, breakers and deadlines, as their callers meet them: one program, so that it is linked once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

mod backoff;
mod breaker;
mod breaker_concurrency;
mod breaker_model;
mod budget;
mod retry;
mod retry_after;
mod stack;
mod tracing;
