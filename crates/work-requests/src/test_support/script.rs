//! A transport that answers by a script.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use tower::Service;

use super::{Answer, NoAnswer, builder};
use crate::client::ClientBuilder;

/// Answers requests from a list or by a rule, and keeps what arrived. Clones share both.
///
/// A request that the script has no answer for gets a connection error that names it.
///
/// ```
/// use std::time::Duration;
/// use work_requests::{ErrorKind, RetryStrategy};
/// use work_requests::test_support::{Answer, Script};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> Result<(), work_requests::Error> {
/// let script = Script::new([
///     Answer::failure("connection reset"),
///     Answer::refusal(429, "TooManyRequests", "slow down").header("retry-after", "20"),
///     Answer::new(200, "[]").after(Duration::from_secs(3)),
/// ]);
/// let client = script.builder().retry_strategy(RetryStrategy::default()).build()?;
/// let page = client.list_work_requests("ocid1.compartment.oc1..example").await?;
/// assert_eq!((page.attempts(), script.received().len()), (3, 3));
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Script {
    shared: Arc<Shared>,
}

struct Shared {
    answers: Mutex<Answers>,
    /// Apart, so that a rule may look at it.
    received: Mutex<Vec<Request<Bytes>>>,
}

enum Answers {
    InOrder(VecDeque<Answer>),
    ByRequest(Rule),
}

type Rule = Box<dyn FnMut(&Request<Bytes>) -> Answer + Send>;

impl Script {
    /// Answers in this order, whatever is asked.
    pub fn new<A: Into<Answer>>(answers: impl IntoIterator<Item = A>) -> Self {
        Self::of(Answers::InOrder(
            answers.into_iter().map(Into::into).collect(),
        ))
    }

    /// Answers by a rule, which sees each request and may keep count.
    pub fn by_request(rule: impl FnMut(&Request<Bytes>) -> Answer + Send + 'static) -> Self {
        Self::of(Answers::ByRequest(Box::new(rule)))
    }

    fn of(answers: Answers) -> Self {
        let shared = Shared {
            answers: Mutex::new(answers),
            received: Mutex::default(),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// The requests so far, as they were sent.
    pub fn received(&self) -> Vec<Request<Bytes>> {
        locked(&self.shared.received).clone()
    }

    /// How many answers of the list are left; 0 with a rule.
    pub fn remaining(&self) -> usize {
        match &*locked(&self.shared.answers) {
            Answers::InOrder(answers) => answers.len(),
            Answers::ByRequest(_) => 0,
        }
    }

    /// A builder for a client of this script; see [`builder`].
    pub fn builder(&self) -> ClientBuilder {
        builder(self.clone())
    }
}

/// Answers nothing.
impl Default for Script {
    fn default() -> Self {
        Self::new::<Answer>([])
    }
}

impl Shared {
    fn answer(&self, request: Request<Bytes>) -> Answer {
        // Held until the request is noted, so that both lists are in the same order.
        let mut answers = locked(&self.answers);
        let answer = match &mut *answers {
            Answers::InOrder(answers) => answers.pop_front(),
            Answers::ByRequest(rule) => Some(rule(&request)),
        };
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let mut received = locked(&self.received);
        received.push(request);
        let number = received.len();
        answer.unwrap_or_else(|| {
            Answer::failure(format!(
                "the script is over: no answer for request {number}, {method} {path}"
            ))
        })
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Service<Request<Bytes>> for Script {
    type Response = Response<Full<Bytes>>;
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, NoAnswer>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), NoAnswer>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let answer = self.shared.answer(request);
        Box::pin(answer.give())
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Script")
            .field("received", &locked(&self.shared.received).len())
            .finish_non_exhaustive()
    }
}
