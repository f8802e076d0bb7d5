//! What the crate tells `tracing`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail so")]

use crate::support;

use std::io;
use std::sync::{Arc, Mutex};

use support::Step::Status;
use support::{Get, Script, Table};
use tower::{ServiceBuilder, ServiceExt};
use tracing_subscriber::fmt::MakeWriter;
use work_requests_resilience::{
    CircuitBreaker, CircuitBreakerLayer, Jitter, RetryLayer, RetryPolicy,
};

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

#[tokio::test(start_paused = true)]
async fn retries_and_circuits_are_told() {
    support::let_the_log_be_heard();
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(lines.clone())
        .with_max_level(tracing::Level::DEBUG)
        .with_ansi(false)
        .without_time()
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let breaker = CircuitBreaker::builder().consecutive_failures(2).build();
    let policy = RetryPolicy::new(Table)
        .max_attempts(3)
        .jitter(Jitter::new(|| 0.5));
    let service = ServiceBuilder::new()
        .layer(RetryLayer::new(policy))
        .layer(CircuitBreakerLayer::new(breaker, Table))
        .service(Script::new([Status(503)]));
    let _ = service.oneshot(Get("/")).await;

    let expected = " INFO work_requests_resilience::retry: attempt failed, retrying attempt=1 outcome=503 delay=1.5s
 WARN work_requests_resilience::breaker: circuit opened error=circuit breaker open, try again in 30.0 s; last failure: 503
 INFO work_requests_resilience::retry: attempt failed, retrying attempt=2 outcome=503 delay=2.5s
DEBUG work_requests_resilience::breaker: circuit open, call refused error=circuit breaker open, try again in 27.5 s; last failure: 503
 INFO work_requests_resilience::retry: attempt failed, giving up attempt=3 outcome=refused by the circuit breaker limit=all permitted attempts were made
";
    assert_eq!(lines.text(), expected);
}
