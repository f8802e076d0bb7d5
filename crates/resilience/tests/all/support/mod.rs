//! A scripted service for a made-up API, and what is retryable there.

#![allow(dead_code, reason = "each test program uses its own part")]

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use tokio::time::Instant;
use tower::Service;
use work_requests_resilience::breaker::{BreakerOpen, ClassifyOutcome, Failure, Outcome};
use work_requests_resilience::deadline::{AttemptTimedOut, DeadlineExceeded};
use work_requests_resilience::{Attempts, Classify, Transient, Verdict, retry_after};

/// A request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Get(pub(crate) &'static str);

/// What the service does with one request.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Status(u16),
    /// A status with `Retry-After`.
    Wait(u16, &'static str),
    Reset,
    BadCertificate,
    Hang,
    /// Answers 200 after some time.
    Slow(Duration),
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<&'static str>,
    pub(crate) attempts: Option<Attempts>,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("connection reset")]
    Reset,
    #[error("unknown certificate authority")]
    BadCertificate,
    #[error(transparent)]
    Open(#[from] BreakerOpen),
    #[error(transparent)]
    Late(#[from] AttemptTimedOut),
    #[error(transparent)]
    Deadline(#[from] DeadlineExceeded),
}

/// Follows the script; its last step repeats for ever.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    steps: Arc<Mutex<VecDeque<Step>>>,
    arrivals: Arc<Mutex<Vec<Duration>>>,
    start: Instant,
}

impl Script {
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: Arc::new(Mutex::new(steps.into_iter().collect())),
            arrivals: Arc::default(),
            start: Instant::now(),
        }
    }

    /// When each request arrived, counted from the making of the script.
    pub(crate) fn arrivals(&self) -> Vec<Duration> {
        self.arrivals.lock().unwrap().clone()
    }

    pub(crate) fn requests(&self) -> usize {
        self.arrivals.lock().unwrap().len()
    }

    /// Replaces what is left of the script.
    pub(crate) fn goes_on(&self, steps: impl IntoIterator<Item = Step>) {
        *self.steps.lock().unwrap() = steps.into_iter().collect();
    }

    fn next(&self) -> Step {
        let mut steps = self.steps.lock().unwrap();
        if steps.len() > 1 {
            steps.pop_front().unwrap()
        } else {
            steps[0]
        }
    }
}

impl Service<Get> for Script {
    type Response = Answer;
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Answer, Fault>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Fault>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Get) -> Self::Future {
        self.arrivals.lock().unwrap().push(self.start.elapsed());
        Box::pin(act(self.next()))
    }
}

async fn act(step: Step) -> Result<Answer, Fault> {
    let answer = |status, retry_after| {
        Ok(Answer {
            status,
            retry_after,
            attempts: None,
        })
    };
    match step {
        Step::Status(status) => answer(status, None),
        Step::Wait(status, value) => answer(status, Some(value)),
        Step::Reset => Err(Fault::Reset),
        Step::BadCertificate => Err(Fault::BadCertificate),
        Step::Hang => std::future::pending().await,
        Step::Slow(time) => {
            tokio::time::sleep(time).await;
            answer(200, None)
        }
    }
}

/// Retries 409, 429, 5xx but 501, resets and timeouts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table;

/// The moment at which the API's answers are read.
pub(crate) const NOW: SystemTime = SystemTime::UNIX_EPOCH;

impl Classify<Answer, Fault> for Table {
    fn classify(&self, result: Result<&Answer, &Fault>) -> Verdict {
        match result {
            Ok(answer) => by_status(answer),
            Err(Fault::Open(open)) => Verdict::CircuitOpen {
                until_probe: open.until_probe(),
            },
            Err(fault @ (Fault::Reset | Fault::Late(_))) => {
                Transient::new(fault.to_string()).into()
            }
            Err(Fault::BadCertificate | Fault::Deadline(_)) => Verdict::Permanent,
        }
    }

    fn conclude(&self, result: &mut Result<Answer, Fault>, attempts: &Attempts) {
        if let Ok(answer) = result {
            answer.attempts = Some(attempts.clone());
        }
    }
}

fn by_status(answer: &Answer) -> Verdict {
    let wait = answer.retry_after.and_then(|value| retry_after(value, NOW));
    let transient = Transient::new(answer.status.to_string()).retry_after(wait);
    match answer.status {
        200..300 => Verdict::Success,
        429 => transient.throttled().into(),
        409 | 500 | 502.. => transient.into(),
        _ => Verdict::Permanent,
    }
}

impl ClassifyOutcome<Answer, Fault> for Table {
    fn outcome(&self, result: Result<&Answer, &Fault>) -> Outcome {
        match result {
            Ok(Answer {
                status: 200..300, ..
            }) => Outcome::Success,
            Ok(Answer {
                status: status @ 500..,
                ..
            }) => Failure::new(status.to_string())
                .with("status", status.to_string())
                .into(),
            Ok(_) => Outcome::Ignored,
            Err(fault) => Failure::new(fault.to_string()).into(),
        }
    }
}

pub(crate) fn secs(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

/// Call it before a test listens to the log. While one thread alone listens, `tracing` lets the
/// thread that comes by an event first decide, once and for all, whether anybody wants it; with a
/// listener for the whole process it asks each.
pub(crate) fn let_the_log_be_heard() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let everything = tracing_subscriber::registry();
        // Another listener for the whole process does as well.
        let _ = tracing::subscriber::set_global_default(everything);
    });
}
