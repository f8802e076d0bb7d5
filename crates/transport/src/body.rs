//! The response body as it comes off the wire.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::uri::Authority;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use tokio::time::{Instant, Sleep};

use crate::diagnosis;
use crate::error::{Delivery, TimeoutStage, TransportError};
use crate::slots::Slot;

/// A streaming response body: compressed or not, just as the server sends it.
///
/// Each wait for the next frame has the transport's read timeout; time that the reader takes
/// between frames does not count. Dropping it before its end closes the connection, reading it to
/// the end gives the connection back to the pool.
#[derive(Debug)]
pub struct TransportBody {
    incoming: Incoming,
    place: Option<Authority>,
    limit: Option<Duration>,
    timer: Option<Pin<Box<Sleep>>>,
    waiting: bool,
    slot: Slot,
}

impl TransportBody {
    pub(crate) fn new(
        incoming: Incoming,
        place: Option<Authority>,
        limit: Option<Duration>,
        slot: Slot,
    ) -> Self {
        // A body without data ends before anyone reads it.
        let slot = slot.filter(|_| !incoming.is_end_stream());
        Self {
            incoming,
            place,
            limit,
            timer: None,
            waiting: false,
            slot,
        }
    }

    /// Ready once a wait has lasted for the read timeout. The wait begins with the first poll
    /// that finds nothing.
    fn poll_timer(&mut self, cx: &mut Context<'_>) -> Poll<TransportError> {
        let Some(limit) = self.limit else {
            return Poll::Pending;
        };
        let timer = self
            .timer
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(limit)));
        if !std::mem::replace(&mut self.waiting, true) {
            timer.as_mut().reset(Instant::now() + limit);
        }
        timer
            .as_mut()
            .poll(cx)
            .map(|()| stalled(named(self.place.as_ref()), limit))
    }
}

/// Host and port as given, for messages.
pub(crate) fn named(place: Option<&Authority>) -> &str {
    place.map_or("", Authority::as_str)
}

pub(crate) fn stalled(place: &str, limit: Duration) -> TransportError {
    TransportError::timed_out(
        TimeoutStage::Body,
        Delivery::Answered,
        format!(
            "`{place}` sent no more of the response body for {limit:?}: ask again, or raise the \
             read timeout"
        ),
    )
}

impl Body for TransportBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match Pin::new(&mut self.incoming).poll_frame(cx) {
            Poll::Ready(frame) => {
                self.waiting = false;
                if self.incoming.is_end_stream() || !matches!(frame, Some(Ok(_))) {
                    self.slot = None;
                }
                Poll::Ready(frame.map(|read| {
                    read.map_err(|cause| diagnosis::body(named(self.place.as_ref()), cause))
                }))
            }
            Poll::Pending => self.poll_timer(cx).map(|late| Some(Err(late))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}
