//! Reads a body frame by frame.

use std::future::poll_fn;
use std::pin::{Pin, pin};

use bytes::{Bytes, BytesMut};
use http_body::Body;

use super::inflate::Inflate;
use super::{Limits, inner_fault};
use crate::body::stalled;
use crate::error::{BoxError, Delivery, ErrorKind, TransportError};

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
    let mut frames = Frames {
        body: pin!(body),
        limits,
        place,
    };
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
    let mut frames = Frames {
        body: pin!(body),
        limits,
        place,
    };
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
    place: &'a str,
}

impl<B> Frames<'_, B>
where
    B: Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
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
        let body = &mut self.body;
        let frame = poll_fn(|cx| body.as_mut().poll_frame(cx));
        let Some(limit) = self.limits.read_timeout else {
            return frame.await.map(|read| read.map_err(Into::into));
        };
        match tokio::time::timeout(limit, frame).await {
            Ok(read) => read.map(|read| read.map_err(Into::into)),
            Err(_) => Some(Err(stalled(self.place, limit).into())),
        }
    }
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
