//! Retries and a circuit breaker around a service of one's own.
//!
//! `Stock` stands for a client of some HTTP API. It knows nothing of this crate; two small
//! functions say what its answers mean, and the layers do the rest.
//!
//! ```text
//! cargo run -p work-requests-resilience --example tower_stack
//! ```

#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use std::future::{Ready, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use tower::{BoxError, Service, ServiceBuilder, ServiceExt};
use work_requests_resilience::breaker::{BreakerOpen, ClassifyOutcome, Failure, Outcome};
use work_requests_resilience::{
    AttemptTimeoutLayer, Attempts, Backoff, CircuitBreaker, CircuitBreakerLayer, Classify,
    RetryLayer, RetryPolicy, TokenBudget, TotalDeadlineLayer, Transient, Verdict, retry_after,
};

/// A question to the API, and its answer.
#[derive(Clone, Debug)]
struct Query(&'static str);

#[derive(Debug)]
struct Reply {
    status: u16,
    retry_after: Option<&'static str>,
}

/// The API: busy at first, then well, then broken.
#[derive(Clone, Default)]
struct Stock {
    asked: Arc<AtomicU32>,
}

impl Service<Query> for Stock {
    type Response = Reply;
    type Error = BoxError;
    type Future = Ready<Result<Reply, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, Query(item): Query) -> Self::Future {
        let number = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
        let reply = match number {
            1 => Ok(Reply {
                status: 503,
                retry_after: None,
            }),
            2 => Ok(Reply {
                status: 429,
                retry_after: Some("0.3"),
            }),
            3 => Ok(Reply {
                status: 200,
                retry_after: None,
            }),
            _ => Err(BoxError::from("connection refused")),
        };
        println!("   request {number} for {item}: {reply:?}");
        ready(reply)
    }
}

/// What the API's answers mean.
#[derive(Clone)]
struct Rules;

impl Classify<Reply, BoxError> for Rules {
    fn classify(&self, result: Result<&Reply, &BoxError>) -> Verdict {
        match result {
            Ok(Reply {
                status: 429,
                retry_after: wait,
            }) => {
                // The program's clock, which a library would take from its caller.
                #[allow(clippy::disallowed_methods)]
                let now = SystemTime::now();
                let wait = wait.and_then(|value| retry_after(value, now));
                Transient::new("429").throttled().retry_after(wait).into()
            }
            Ok(Reply { status: 500.., .. }) => Transient::new("server error").into(),
            Ok(_) => Verdict::Success,
            Err(error) => match error.downcast_ref::<BreakerOpen>() {
                Some(open) => Verdict::CircuitOpen {
                    until_probe: open.until_probe(),
                },
                None => Transient::new(error.to_string()).into(),
            },
        }
    }
}

impl ClassifyOutcome<Reply, BoxError> for Rules {
    fn outcome(&self, result: Result<&Reply, &BoxError>) -> Outcome {
        match result {
            Ok(Reply {
                status: status @ 500..,
                ..
            }) => Failure::new(status.to_string()).into(),
            Ok(Reply { status: 400.., .. }) => Outcome::Ignored,
            Ok(_) => Outcome::Success,
            Err(error) => Failure::new(error.to_string()).into(),
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let breaker = CircuitBreaker::builder()
        .consecutive_failures(3)
        .recovery(Duration::from_secs(5))
        .on_event(|event| println!("   circuit {}", event.name()))
        .build();
    let budget = TokenBudget::default();
    let api = Stock::default();

    for item in ["apples", "pears", "plums"] {
        let attempts = Attempts::new();
        let policy = RetryPolicy::new(Rules)
            .max_elapsed(Duration::from_secs(2))
            .backoff(
                Backoff::default()
                    .base(Duration::ZERO)
                    .cap(Duration::from_millis(200)),
            )
            .budget(budget.clone())
            .breaker(breaker.clone())
            .record_in(attempts.clone());

        // From the outside in: the order matters.
        let service = ServiceBuilder::new()
            .layer(TotalDeadlineLayer::new(Duration::from_secs(10))) // over all, waits included
            .layer(RetryLayer::new(policy)) // one call, many attempts
            .layer(CircuitBreakerLayer::new(breaker.clone(), Rules)) // counts attempts, not calls
            .layer(AttemptTimeoutLayer::new(Duration::from_secs(1))) // the breaker sees timeouts
            .service(api.clone());

        println!("{item}");
        let said = match service.oneshot(Query(item)).await {
            Ok(reply) => format!("status {}", reply.status),
            Err(error) => error.to_string(),
        };
        println!("   {said} ({attempts})");
    }
    println!("{} tokens left in the budget", budget.tokens());
}
