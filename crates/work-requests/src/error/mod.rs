//! The one error of the client: what failed, whether the service saw it, and what to do next.

mod failure;
mod hint;
mod kind;
mod service;

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};
use work_requests_resilience::breaker::BreakerOpen;
use work_requests_resilience::retry::{Attempt, Ending, GiveUp};
use work_requests_transport::{BuildError, Stage, TransportError};

use crate::history::History;
pub(crate) use failure::{CallError, is_passing, kind_of};
pub use kind::{Delivery, ErrorKind};
pub(crate) use service::ServiceFailure;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Why a call, or the building of a client, failed.
///
/// `Display` is one line for people; the accessors are for programs; the source chain carries the
/// causes. It never holds key material, tokens or the `Authorization` header.
///
/// ```
/// # fn handle(error: work_requests::Error) {
/// if error.is_not_found() {
///     eprintln!("no such work request, or no permission to see it");
/// } else if error.is_retryable() {
///     eprintln!("try again later: {error}; delivery {:?}", error.delivery());
/// }
/// # }
/// ```
pub struct Error(Box<Details>);

#[derive(Debug)]
struct Details {
    kind: ErrorKind,
    message: String,
    hint: Option<Cow<'static, str>>,
    operation: Option<&'static str>,
    endpoint: Option<String>,
    request_id: Option<String>,
    history: History,
    delivery: Delivery,
    retryable: bool,
    answer: Option<Answer>,
    resume_token: Option<String>,
    source: Option<Source>,
}

/// What the service answered, kept on errors.
#[derive(Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    failure: ServiceFailure,
}

/// The call an error belongs to.
#[derive(Debug, Clone)]
pub(crate) struct CallContext<'c> {
    pub(crate) operation: &'static str,
    pub(crate) method: &'c Method,
    /// Where operations are sent below.
    pub(crate) base: &'c str,
    /// Below it, without the query.
    pub(crate) path: &'c str,
    pub(crate) request_id: String,
}

impl CallContext<'_> {
    /// Method and URL, written when somebody reads them.
    pub(crate) fn endpoint(&self) -> impl fmt::Display {
        fmt::from_fn(|f| write!(f, "{} {}", self.method, self.url()))
    }

    /// The URL without its query.
    pub(crate) fn url(&self) -> impl fmt::Display {
        fmt::from_fn(|f| write!(f, "{}{}", self.base, self.path))
    }
}

impl Error {
    /// The stage that failed.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// How far the call had come when the transport failed it, or which stage of calls a setting is
    /// for that the transport refuses. `None` for all other failures.
    pub fn stage(&self) -> Option<Stage> {
        let source = self.0.source.as_deref()?;
        let call = source.downcast_ref::<TransportError>();
        let setting = || source.downcast_ref::<BuildError>().map(BuildError::stage);
        call.map(TransportError::stage).or_else(setting)
    }

    /// The HTTP status, if the service answered.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// The response headers, if the service answered.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The service's own error code, such as `NotAuthorizedOrNotFound`.
    pub fn code(&self) -> Option<&str> {
        self.0.answer.as_ref()?.failure.code.as_deref()
    }

    /// The service's own message if it sent one, else ours. At most 2,000 characters of the
    /// service's text are kept.
    pub fn message(&self) -> &str {
        let sent = self
            .0
            .answer
            .as_ref()
            .and_then(|answer| answer.failure.message.as_deref());
        sent.unwrap_or(&self.0.message)
    }

    /// The `opc-request-id` to give to support: the service's if it answered with one, else the
    /// one sent. `None` if the failure came before a request existed.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The operation that failed, such as `get_work_request`.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// Method and URL without its query, such as `GET https://…/20160918/workRequests`.
    pub fn endpoint(&self) -> Option<&str> {
        self.0.endpoint.as_deref()
    }

    /// Of a list that ended early: the token of the page that is missing, to go on with by the
    /// operation's `page`. `None` elsewhere, and when the first page is the one.
    pub fn resume_token(&self) -> Option<&str> {
        self.0.resume_token.as_deref()
    }

    /// How many requests were made for the call; 0 if none was.
    pub fn attempts(&self) -> u32 {
        self.0.history.sent
    }

    /// The attempts that ended, the first one first: how each did, and the wait after it. One that
    /// a deadline cut off is not among them.
    pub fn history(&self) -> &[Attempt] {
        &self.0.history.attempts
    }

    /// The limit that forbade another attempt, if what failed may pass.
    pub fn gave_up(&self) -> Option<GiveUp> {
        match self.0.history.ending {
            Some(Ending::GaveUp(limit)) => Some(limit),
            _ => None,
        }
    }

    /// Whether the service can have seen the request.
    pub fn delivery(&self) -> Delivery {
        self.0.delivery
    }

    /// What to do about it, where there is something to say.
    pub fn hint(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }

    /// How long to wait before it is tried again: what `Retry-After` of the answer asks for, or the
    /// time until an open circuit lets a probe through.
    pub fn retry_after(&self) -> Option<Duration> {
        let answered = self.headers().and_then(crate::retry_after::asked);
        answered.or_else(|| self.open_circuit()?.until_probe())
    }

    /// Whether the same call may succeed later without a change: the default retry table's answer.
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// The service answered 404: the work request does not exist, or this user may not see it.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// The service asked to slow down (429).
    pub fn is_throttled(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// The service did not accept the signature (401): check key, fingerprint, user, tenancy, clock.
    pub fn is_not_authenticated(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Details {
            kind,
            message: message.into(),
            hint: None,
            operation: None,
            endpoint: None,
            request_id: None,
            history: History::default(),
            delivery: Delivery::NotSent,
            retryable: false,
            answer: None,
            resume_token: None,
            source: None,
        }))
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Usage, message)
    }

    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    /// An answer other than success.
    pub(crate) fn service(
        status: StatusCode,
        headers: HeaderMap,
        body: &[u8],
        retryable: bool,
    ) -> Self {
        let failure = ServiceFailure::read(body);
        let message = status
            .canonical_reason()
            .unwrap_or("unknown status")
            .to_lowercase();
        let hint = hint::for_service(status, failure.code.as_deref());
        let mut error = Self::new(ErrorKind::Service, message).retryable(retryable);
        error.0.hint = hint.map(Cow::Borrowed);
        error.with_answer(status, headers, failure)
    }

    pub(crate) fn with_answer(
        mut self,
        status: StatusCode,
        headers: HeaderMap,
        failure: ServiceFailure,
    ) -> Self {
        if let Some(id) = headers
            .get("opc-request-id")
            .and_then(|id| id.to_str().ok())
            .filter(|id| !id.is_empty())
        {
            self.0.request_id = Some(id.to_owned());
        }
        self.0.delivery = Delivery::Answered(status);
        self.0.answer = Some(Answer {
            status,
            headers,
            failure,
        });
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_resume_token(mut self, token: String) -> Self {
        self.0.resume_token = Some(token);
        self
    }

    pub(crate) fn with_hint(mut self, hint: impl Into<Cow<'static, str>>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    pub(crate) fn with_delivery(mut self, delivery: Delivery) -> Self {
        self.0.delivery = delivery;
        self
    }

    pub(crate) fn retryable(mut self, retryable: bool) -> Self {
        self.0.retryable = retryable;
        self
    }

    /// Names the operation, for failures before a request exists.
    pub(crate) fn in_operation(mut self, operation: &'static str) -> Self {
        self.0.operation.get_or_insert(operation);
        self
    }

    /// Adds what is known of the call; a request id that the service answered with stays.
    pub(crate) fn in_call(mut self, context: &CallContext<'_>, history: History) -> Self {
        self.0.operation = Some(context.operation);
        self.0.endpoint = Some(context.endpoint().to_string());
        self.0
            .request_id
            .get_or_insert_with(|| context.request_id.clone());
        self.0.history = history;
        self
    }
}

impl Error {
    fn open_circuit(&self) -> Option<&BreakerOpen> {
        self.0.source.as_ref()?.downcast_ref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{operation}: ")?;
        }
        match &self.0.answer {
            Some(answer) if self.0.kind == ErrorKind::Service => {
                write!(f, "{}", answer.status.as_u16())?;
                if let Some(code) = &answer.failure.code {
                    write!(f, " {code}")?;
                }
                write!(f, ": {}", self.message())
            }
            _ => f.write_str(&self.0.message),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
