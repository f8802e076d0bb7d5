//! One signature that a thread may take.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::{PrivateKey, SignError};

type Signature = Result<Vec<u8>, SignError>;

/// One signature to be made, by whoever takes it out of the line.
pub(super) struct Job {
    key: PrivateKey,
    text: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    signature: Option<Signature>,
    waker: Option<Waker>,
}

impl Job {
    pub(super) fn new(key: PrivateKey, text: &str) -> Self {
        Self {
            key,
            text: text.to_owned(),
            state: Mutex::default(),
        }
    }

    pub(super) fn sign(&self) -> Signature {
        self.key.sign(self.text.as_bytes())
    }

    /// Signs for a call that waits elsewhere, and wakes it.
    pub(super) fn run(&self) {
        // Should signing ever panic, the call must not wait for good.
        let mut end = End {
            job: self,
            signature: Err(SignError::Signature),
        };
        end.signature = self.sign();
    }

    /// The signature, once the helper that took the job has made it.
    pub(super) fn poll(&self, cx: &mut Context<'_>) -> Poll<Signature> {
        let mut state = self.state();
        match state.signature.take() {
            Some(signature) => Poll::Ready(signature),
            None => {
                state.waker = Some(cx.waker().clone());
                Poll::Pending
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Delivers when dropped.
struct End<'a> {
    job: &'a Job,
    signature: Signature,
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        let signature = std::mem::replace(&mut self.signature, Err(SignError::Signature));
        let waker = {
            let mut state = self.job.state();
            state.signature = Some(signature);
            state.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}
