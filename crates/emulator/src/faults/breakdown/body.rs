//! A body that announces more than it sends.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

use super::Broken;

/// What comes after the part that is sent.
#[derive(Debug, Clone, Copy)]
pub(super) enum End {
    Fail(Broken),
    Hang,
}

#[derive(Debug)]
pub(super) struct BrokenBody {
    sent: Option<Bytes>,
    announced: u64,
    end: End,
    paused: bool,
}

impl BrokenBody {
    /// Sends the first `length` bytes of the whole.
    pub(super) fn new(whole: &Bytes, length: usize, end: End) -> Self {
        let sent = whole.slice(..length);
        Self {
            sent: Some(sent).filter(|sent| !sent.is_empty()),
            announced: whole.len() as u64,
            end,
            paused: false,
        }
    }
}

impl Body for BrokenBody {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        if let Some(sent) = self.sent.take() {
            return Poll::Ready(Some(Ok(Frame::data(sent))));
        }
        match self.end {
            End::Hang => Poll::Pending,
            // A server flushes what it has when the body is not ready; an error would discard it.
            End::Fail(_) if !self.paused => {
                self.paused = true;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            End::Fail(broken) => Poll::Ready(Some(Err(broken))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}
