//! A transport that answers from a recording.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use tower::Service;

use super::recorder::target;
use super::{Exchange, Recording};
use crate::client::ClientBuilder;
use crate::test_support::{Answer, NoAnswer, builder};

/// Answers what was recorded for the same method, path and query; the host does not matter.
///
/// What was asked more than once is answered in the order of the recording, and then with its last
/// answer again, so that polling ends as it did. Anything else gets a connection error that names
/// it. Clones share how far it is.
#[derive(Clone)]
pub struct Replay {
    answers: Arc<Mutex<HashMap<Key, VecDeque<Answer>>>>,
}

/// Method and target.
type Key = (String, String);

impl Replay {
    pub(super) fn new(recording: Recording) -> Self {
        let mut answers: HashMap<_, VecDeque<_>> = HashMap::new();
        for exchange in recording.exchanges {
            let answer = answer(&exchange);
            let key = (exchange.method, exchange.target);
            answers.entry(key).or_default().push_back(answer);
        }
        Self {
            answers: Arc::new(Mutex::new(answers)),
        }
    }

    /// A builder for a client of this recording; see [`builder`].
    pub fn builder(&self) -> ClientBuilder {
        builder(self.clone())
    }

    fn answer(&self, request: &Request<Bytes>) -> Answer {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (request.method().to_string(), target(request));
        let answer = answers.get_mut(&key).and_then(|queue| match queue.len() {
            0 | 1 => queue.front().cloned(),
            _ => queue.pop_front(),
        });
        answer.unwrap_or_else(|| {
            let (method, target) = key;
            Answer::failure(format!("the recording has no answer for {method} {target}"))
        })
    }
}

fn answer(exchange: &Exchange) -> Answer {
    let answer = Answer::new(exchange.status, exchange.body.to_text());
    let headers = exchange.headers.iter();
    headers.fold(answer, |answer, (name, value)| answer.header(name, value))
}

impl Service<Request<Bytes>> for Replay {
    type Response = Response<Full<Bytes>>;
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, NoAnswer>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), NoAnswer>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        Box::pin(self.answer(&request).give())
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay").finish_non_exhaustive()
    }
}
