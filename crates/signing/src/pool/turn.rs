//! A call's way through the line.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::SigningPool;
use super::job::Job;
use crate::SignError;

/// Waits in line once, so that other calls come up too, and then signs, unless a helper does.
///
/// Dropped in line, it leaves; dropped while a helper signs, that signature is nobody's.
pub(super) struct Turn {
    pool: SigningPool,
    job: Arc<Job>,
    place: Place,
}

#[derive(PartialEq, Eq)]
enum Place {
    Outside,
    InLine,
    /// The job is out of the line: a helper has it, or it is done.
    Taken,
}

impl Turn {
    pub(super) fn new(pool: SigningPool, job: Job) -> Self {
        Self {
            pool,
            job: Arc::new(job),
            place: Place::Outside,
        }
    }
}

impl Future for Turn {
    type Output = Result<Vec<u8>, SignError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let pool = &self.pool.0;
        match self.place {
            Place::Outside => {
                pool.line().waiting.push_back(Arc::clone(&self.job));
                self.place = Place::InLine;
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Place::InLine if pool.claim(&self.job) => {
                let signature = self.job.sign();
                pool.line().signing -= 1;
                self.place = Place::Taken;
                return Poll::Ready(signature);
            }
            Place::InLine => self.place = Place::Taken,
            Place::Taken => {}
        }
        self.job.poll(cx)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.place == Place::InLine {
            self.pool.0.line().remove(&self.job);
        }
    }
}
