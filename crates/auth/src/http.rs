//! Calls to metadata and federation services, through whatever service the caller gives.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use tower::util::BoxCloneSyncService;
use tower::{Service, ServiceExt as _};

use crate::AuthError;

/// What a service fails with.
type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Longest time for one attempt.
const ATTEMPT: Duration = Duration::from_secs(10);

/// Attempts at a call, the first included.
const ATTEMPTS: u32 = 4;

/// The wait before the first repeat; it doubles from there.
const FIRST_WAIT: Duration = Duration::from_millis(250);

/// A service that sends requests as they are and gives answers whole, such as a client's transport
/// with its limits. Clones share it.
#[derive(Clone)]
pub struct Http(BoxCloneSyncService<Request<Bytes>, Response<Bytes>, BoxError>);

impl Http {
    /// Wraps a service. It must follow no redirects and bound what it reads.
    pub fn new<S>(service: S) -> Self
    where
        S: Service<Request<Bytes>, Response = Response<Bytes>> + Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send + 'static,
    {
        Self(BoxCloneSyncService::new(service.map_err(Into::into)))
    }

    /// Makes a call; what may pass (lost connections, timeouts, 429, 5xx, and 404 where it is said
    /// to) is tried up to four times, each time with a request made anew.
    pub(crate) async fn call(
        &self,
        what: &'static str,
        may_be_missing: bool,
        mut request: impl FnMut() -> Result<Request<Bytes>, AuthError>,
    ) -> Result<Response<Bytes>, AuthError> {
        let (mut wait, mut attempt) = (FIRST_WAIT, 0);
        loop {
            attempt += 1;
            let failure = match self.attempt(request()?).await {
                Ok(answer) if answer.status().is_success() => return Ok(answer),
                Ok(answer) => Failure::Refused(answer.status()),
                Err(failure) => failure,
            };
            if attempt == ATTEMPTS || !failure.may_pass(may_be_missing) {
                return Err(failure.of(what));
            }
            tracing::debug!(what, attempt, %failure, "trying again");
            tokio::time::sleep(wait.mul_f64(0.75 + 0.5 * fastrand::f64())).await;
            wait *= 2;
        }
    }

    async fn attempt(&self, request: Request<Bytes>) -> Result<Response<Bytes>, Failure> {
        let call = self.0.clone().oneshot(request);
        match tokio::time::timeout(ATTEMPT, call).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(Failure::Lost(error)),
            Err(_) => Err(Failure::TimedOut),
        }
    }
}

/// Why an attempt failed. Bodies are left out: they may hold keys.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("it answers {0}")]
    Refused(StatusCode),
    #[error("no answer: {0}")]
    Lost(BoxError),
    #[error("no answer within {} s", ATTEMPT.as_secs())]
    TimedOut,
}

impl Failure {
    fn of(self, what: &'static str) -> AuthError {
        let reason = self.to_string();
        match self {
            Self::Refused(status) => AuthError::Call {
                what,
                status: Some(status),
                reason,
            },
            Self::Lost(_) | Self::TimedOut => AuthError::Unreachable { what, reason },
        }
    }

    fn may_pass(&self, may_be_missing: bool) -> bool {
        match self {
            Self::Refused(StatusCode::NOT_FOUND) => may_be_missing,
            Self::Refused(status) => {
                status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS
            }
            Self::Lost(_) | Self::TimedOut => true,
        }
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Http")
    }
}
