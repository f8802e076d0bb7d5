//! Reads a body frame by frame.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body::Body;
use tokio::time::{Instant, timeout};

use super::inflate::Inflate;
use super::throughput::Patience;
use super::{Limits, MinimumThroughput, inner_fault};
use crate::body::stalled;
use crate::error::{BoxError, Delivery, ErrorKind, TimeoutStage, TransportError};

/// The body as it comes. Its announced length, when over the cap, is refused at once.
pub(super) async fn plain<B>(body: B, limits: Limits, place: &str) -> Result<Bytes, TransportError>
where
    B: Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    let cap = limits.max_body_bytes;
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > cap {
        return Err(too_large(place, cap));
    }
    let body = pin!(body);
    let mut frames = Frames::new(body, limits, place);
    let mut pieces = Pieces::new(announced);
    while let Some(piece) = frames.next().await? {
        if piece.len() > cap - pieces.len() {
            return Err(too_large(place, cap));
        }
        pieces.push(piece);
    }
    Ok(pieces.finish())
}

/// The body inflated as it comes; the cap holds for what comes out.
pub(super) async fn gzip<B>(body: B, limits: Limits, place: &str) -> Result<Bytes, TransportError>
where
    B: Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    let body = pin!(body);
    let mut frames = Frames::new(body, limits, place);
    let mut inflate = Inflate::new(limits.max_body_bytes, place);
    while let Some(piece) = frames.next().await? {
        inflate.write(&piece)?;
    }
    inflate.finish()
}

pub(super) fn too_large(place: &str, cap: usize) -> TransportError {
    TransportError::new(
        ErrorKind::Limit,
        Delivery::Answered,
        format!(
            "the response body from `{place}` is larger than {cap} bytes: raise `max_body_bytes`, \
             or ask for less at a time"
        ),
    )
}

/// The one place that waits for a body.
struct Frames<'a, B> {
    body: Pin<&'a mut B>,
    limits: Limits,
    patience: Option<Patience>,
    place: &'a str,
}

impl<'a, B> Frames<'a, B>
where
    B: Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    fn new(body: Pin<&'a mut B>, limits: Limits, place: &'a str) -> Self {
        Self {
            body,
            limits,
            patience: limits.minimum_throughput.map(Patience::new),
            place,
        }
    }

    /// The next non-empty piece of data; trailers are passed over.
    async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        while let Some(frame) = self.frame().await {
            let frame = frame.map_err(inner_fault)?;
            if let Ok(piece) = frame.into_data()
                && !piece.is_empty()
            {
                return Ok(Some(piece));
            }
        }
        Ok(None)
    }

    async fn frame(&mut self) -> Option<Result<http_body::Frame<Bytes>, BoxError>> {
        let (limit, late) = self.wait();
        let begin = Instant::now();
        let body = &mut self.body;
        let frame = poll_fn(|cx| body.as_mut().poll_frame(cx));
        let read = match limit {
            None => frame.await,
            // Asks the body before the timer, so that data which is there is taken however late
            // we come to it.
            Some(limit) => match timeout(limit, frame).await {
                Ok(read) => read,
                Err(_) => return Some(Err(self.gave_up(late, limit).into())),
            },
        };
        if let (Some(patience), Some(Ok(frame))) = (&mut self.patience, &read) {
            let bytes = frame.data_ref().map_or(0, Bytes::len);
            patience.received(bytes, begin.elapsed());
        }
        read.map(|read| read.map_err(Into::into))
    }

    /// How long the next frame may take, and which rule says so.
    fn wait(&self) -> (Option<Duration>, Late) {
        let read = self.limits.read_timeout;
        match self.patience.as_ref().map(Patience::left) {
            Some(left) if read.is_none_or(|read| left < read) => (Some(left), Late::Slow),
            _ => (read, Late::Stalled),
        }
    }

    fn gave_up(&self, late: Late, limit: Duration) -> TransportError {
        match (late, &self.patience) {
            (Late::Slow, Some(patience)) => too_slow(self.place, patience.rule()),
            _ => stalled(self.place, limit),
        }
    }
}

/// Which rule a wait was over.
#[derive(Clone, Copy)]
enum Late {
    /// The read timeout.
    Stalled,
    /// The minimum throughput.
    Slow,
}

fn too_slow(place: &str, rule: MinimumThroughput) -> TransportError {
    TransportError::timed_out(
        TimeoutStage::Throughput,
        Delivery::Answered,
        format!(
            "`{place}` sends the response body slower than {}: ask again, or change \
             `minimum_throughput`",
            rule.words()
        ),
    )
}

/// Data read so far. A body of one piece is never copied.
struct Pieces {
    expected: usize,
    only: Bytes,
    joined: BytesMut,
}

impl Pieces {
    fn new(expected: usize) -> Self {
        Self {
            expected,
            only: Bytes::new(),
            joined: BytesMut::new(),
        }
    }

    fn len(&self) -> usize {
        self.only.len() + self.joined.len()
    }

    fn push(&mut self, piece: Bytes) {
        if self.len() == 0 {
            self.only = piece;
            return;
        }
        if !self.only.is_empty() {
            let first = std::mem::take(&mut self.only);
            self.joined
                .reserve(self.expected.max(first.len() + piece.len()));
            self.joined.extend_from_slice(&first);
        }
        self.joined.extend_from_slice(&piece);
    }

    fn finish(self) -> Bytes {
        if self.joined.is_empty() {
            self.only
        } else {
            self.joined.freeze()
        }
    }
}
