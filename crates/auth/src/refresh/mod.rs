//! A signer over a source of credentials that expire.

mod state;

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::SystemTime;

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};
use tokio::runtime::Handle;
use tokio::task::AbortHandle;
use tokio::time::Instant;
use work_requests_signing::{CredentialId, SignError, Signed, Signer, SigningRequest};

use crate::{AuthError, Credential, CredentialSource};
use state::{Found, State};

/// A refresh under way; all who wait for it share its end.
type Refresh = Shared<BoxFuture<'static, Result<Arc<Credential>, Arc<AuthError>>>>;

const PANICKED: &str = "the source of credentials panicked";

/// Signs with the credentials of a source, and sees to it that there is a valid one.
///
/// * One refresh at a time, shared by all who need it; if it fails, each of them is told why, and
///   the next call tries anew.
/// * A credential is replaced early, between seven and nine tenths of its life, by a task in the
///   background while the old one still signs; a refresh that fails, or brings nothing newer, leaves
///   a valid one working, and is tried again after one second, then two, up to a minute.
/// * A refused credential (401) is refreshed once, however many requests it had signed.
/// * Key id and key are one snapshot: no token is ever signed with another token's key.
///
/// A refresh goes on when the caller that began it gives up, in a task of the runtime. Clones share
/// everything. Dropping the last one ends a refresh under way.
pub struct RefreshingSigner<S>(Arc<Inner<S>>);

struct Inner<S> {
    source: Arc<S>,
    state: Mutex<State>,
    background: Mutex<Option<AbortHandle>>,
}

impl<S: CredentialSource> RefreshingSigner<S> {
    /// Over a source that is asked first when something is to be signed.
    pub fn new(source: S) -> Self {
        Self(Arc::new(Inner {
            source: Arc::new(source),
            state: Mutex::new(State::default()),
            background: Mutex::new(None),
        }))
    }

    /// A credential that is valid at this time.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub async fn credential(&self, now: SystemTime) -> Result<Arc<Credential>, Arc<AuthError>> {
        let refresh = {
            let mut state = self.0.lock();
            if state.is_to_be_checked(Instant::now()) && self.0.source.has_changed() {
                state.make_old();
            }
            match state.find(now) {
                Found::Good(credential) => return Ok(credential),
                Found::Aging(credential) => {
                    if state.may_try(Instant::now()) {
                        drop(self.0.begin(&mut state, now));
                    }
                    return Ok(credential);
                }
                Found::Nothing => self.0.begin(&mut state, now),
            }
        };
        let credential = refresh.await?;
        match credential.is_over(now) {
            false => Ok(credential),
            true => Err(Arc::new(AuthError::Token {
                reason: "it came with no time left; is this machine's clock right?",
            })),
        }
    }
}

impl<S: CredentialSource> Inner<S> {
    /// The refresh under way, or a new one.
    ///
    /// A task of its own drives it: a caller who gives up must not leave it half done, to be gone on
    /// with by the next one with times and connections of long ago.
    fn begin(self: &Arc<Self>, state: &mut State, now: SystemTime) -> Refresh {
        if let Some(refresh) = &state.refresh {
            return refresh.clone();
        }
        let refresh = self.fetch(now);
        state.refresh = Some(refresh.clone());
        self.run_in_background(refresh.clone());
        refresh
    }

    fn fetch(self: &Arc<Self>, now: SystemTime) -> Refresh {
        let source = Arc::clone(&self.source);
        // Not the signer itself: the refresh is kept in it.
        let signer = Arc::downgrade(self);
        let work = async move {
            // A panic would stay in the place of the refresh, for all who come after.
            let fetched = AssertUnwindSafe(async { source.fetch(now).await }).catch_unwind();
            let fetched = fetched
                .await
                .unwrap_or_else(|_| Err(AuthError::source(PANICKED)));
            let result = fetched.map(Arc::new).map_err(Arc::new);
            Self::arrived(&signer, &result);
            result
        };
        work.boxed().shared()
    }

    fn arrived(signer: &Weak<Self>, result: &Result<Arc<Credential>, Arc<AuthError>>) {
        let Some(signer) = signer.upgrade() else {
            return;
        };
        if let Err(error) = result {
            tracing::warn!(%error, "a credential could not be refreshed");
        }
        signer.lock().arrived(result, Instant::now());
    }

    /// Without a runtime nothing runs in the background; then those who wait drive the refresh.
    fn run_in_background(&self, refresh: Refresh) {
        if let Ok(runtime) = Handle::try_current() {
            let task = runtime.spawn(refresh.map(|_| ()));
            let mut background = self
                .background
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            *background = Some(task.abort_handle());
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S> Drop for Inner<S> {
    fn drop(&mut self) {
        let background = self
            .background
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(task) = background.take() {
            task.abort();
        }
    }
}

impl<S: CredentialSource> Signer for RefreshingSigner<S> {
    async fn sign(&self, request: SigningRequest<'_>) -> Result<Signed, SignError> {
        let credential = self.credential(request.at).await;
        let credential = credential.map_err(SignError::credential)?;
        credential.signer().sign(request).await
    }

    async fn rejected(&self, refused: CredentialId) -> bool {
        let refresh = {
            let mut state = self.0.lock();
            match state.current() {
                Some(current) if current.id() == refused => {
                    let now = state.last_asked();
                    self.0.begin(&mut state, now)
                }
                // Somebody was faster; or there was never one, and signing again gets one.
                _ => return true,
            }
        };
        refresh
            .await
            .is_ok_and(|credential| credential.id() != refused)
    }
}

impl<S> Clone for RefreshingSigner<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S: fmt::Debug> fmt::Debug for RefreshingSigner<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        f.debug_struct("RefreshingSigner")
            .field("source", &self.0.source)
            .field("credential", &state.current())
            .finish_non_exhaustive()
    }
}
