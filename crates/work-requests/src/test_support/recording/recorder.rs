//! A transport that lets requests pass and keeps what is answered.

use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response, header};
use http_body::Body as HttpBody;
use http_body_util::Full;
use tower::Service;
use work_requests_transport::{BoxError, Collect, Transport, TransportError};

use super::scrub::Scrubber;
use super::{Body, Exchange, Recording};
use crate::error::Error;

/// Sends requests through another transport and records the answers, without secrets.
///
/// Use it once against the real service, look through the file, commit it, and let tests
/// [replay](Recording::replay) it. Recorded are the operations; requests to sign in are not.
/// Failures of the connection pass unrecorded. Clones share what is recorded.
///
/// ```no_run
/// use work_requests::{Env, WorkRequestClient};
/// use work_requests::test_support::Recorder;
///
/// # async fn record() -> Result<(), Box<dyn std::error::Error>> {
/// let recorder = Recorder::network(Env::process())?
///     .replace("ocid1.compartment.oc1..reallyours", "ocid1.compartment.oc1..example");
/// let client = WorkRequestClient::builder().transport(recorder.clone()).build()?;
/// client.list_work_requests("ocid1.compartment.oc1..reallyours").await?;
/// recorder.recording().save("tests/recordings/list.json")?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Recorder<S> {
    inner: Collect<S>,
    log: Arc<Mutex<Log>>,
}

#[derive(Default)]
struct Log {
    scrubber: Scrubber,
    exchanges: Vec<Exchange>,
}

impl Recorder<Transport> {
    /// Records what comes over the network. Proxies and certificates come from the environment;
    /// the builder's settings of the transport have no effect on it.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if one of those is unusable.
    pub fn network(env: crate::Env) -> Result<Self, Error> {
        let builder = Transport::builder()
            .environment(move |name| env.var(name).map(str::to_owned))
            .build();
        let cannot = |error| Error::config(format!("the transport cannot be built: {error}"));
        Ok(Self::new(builder.map_err(cannot)?))
    }
}

impl<S> Recorder<S> {
    /// Records what `inner` answers.
    pub fn new(inner: S) -> Self {
        Self {
            inner: Collect::new(inner),
            log: Arc::default(),
        }
    }

    /// Records `to` wherever `from` stands: for identifiers and names that are nobody's business.
    /// Tests that replay the recording then ask for `to`.
    #[must_use]
    pub fn replace(self, from: impl Into<String>, to: impl Into<String>) -> Self {
        let replacement = (from.into(), to.into());
        if !replacement.0.is_empty() {
            self.log().scrubber.replacements.push(replacement);
        }
        self
    }

    /// What was recorded so far, in the order of the answers.
    pub fn recording(&self) -> Recording {
        let log = self.log();
        // Once more: what an early answer held may have become known as a secret only later.
        let exchanges = log.exchanges.iter().cloned();
        Recording::new(exchanges.map(|each| log.scrubber.scrub(each)).collect())
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Log {
    fn keep(&mut self, asked: Asked, answer: &Response<Bytes>) {
        let exchange = Exchange {
            method: asked.method,
            target: asked.target,
            request_body: Body::of(&asked.body),
            status: answer.status().as_u16(),
            headers: BTreeMap::from_iter(Scrubber::kept_headers(answer.headers())),
            body: Body::of(answer.body()),
        };
        self.exchanges.push(self.scrubber.scrub(exchange));
    }
}

/// What is kept of a request until its answer is there.
struct Asked {
    method: String,
    target: String,
    body: Bytes,
}

impl Asked {
    /// Only operations carry `opc-client-info`; what signs in deals in secrets, and is left out.
    fn of(request: &Request<Bytes>) -> Option<Self> {
        let is_operation = request.headers().contains_key("opc-client-info");
        is_operation.then(|| Self {
            method: request.method().to_string(),
            target: target(request),
            body: request.body().clone(),
        })
    }
}

/// Path and query.
pub(super) fn target(request: &Request<Bytes>) -> String {
    let target = request.uri().path_and_query();
    target.map_or("/", |target| target.as_str()).to_owned()
}

impl<S, B> Service<Request<Bytes>> for Recorder<S>
where
    S: Service<Request<Bytes>, Response = Response<B>>,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response<Full<Bytes>>;
    type Error = TransportError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, TransportError>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<Bytes>) -> Self::Future {
        self.log().scrubber.learn(request.headers());
        let asked = Asked::of(&request);
        // So that the body is inflated here, where it is read.
        request.headers_mut().remove(header::ACCEPT_ENCODING);
        let call = self.inner.call(request);
        let log = Arc::clone(&self.log);
        Box::pin(async move {
            let answer = call.await?;
            if let Some(asked) = asked {
                let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
                log.keep(asked, &answer);
            }
            Ok(answer.map(Full::new))
        })
    }
}

impl<S> fmt::Debug for Recorder<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("exchanges", &self.log().exchanges.len())
            .finish_non_exhaustive()
    }
}
