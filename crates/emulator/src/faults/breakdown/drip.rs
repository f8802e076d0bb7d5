//! A body that comes a byte at a time, for ever.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame};
use tokio::time::Sleep;

use super::Broken;

#[derive(Debug)]
pub(super) struct Drip {
    rest: Bytes,
    every: Duration,
    sleep: Pin<Box<Sleep>>,
}

impl Drip {
    pub(super) fn new(whole: Bytes, every: Duration) -> Self {
        Self {
            rest: whole,
            every,
            sleep: Box::pin(tokio::time::sleep(every)),
        }
    }

    fn next(&mut self) -> Bytes {
        if self.rest.is_empty() {
            Bytes::from_static(b" ")
        } else {
            self.rest.split_to(1)
        }
    }
}

impl Body for Drip {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        if self.sleep.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        self.sleep = Box::pin(tokio::time::sleep(self.every));
        Poll::Ready(Some(Ok(Frame::data(self.next()))))
    }
}
