//! gzip bodies, inflated under a cap.

use std::io::{self, Write};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use http::HeaderMap;
use http::header::CONTENT_ENCODING;

use super::Asked;
use super::gather::too_large;
use crate::error::{Delivery, ErrorKind, TransportError};

/// How a body is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    /// Not at all, or in a way the caller asked for and undoes.
    Identity,
    Gzip,
}

impl Coding {
    /// Reads `content-encoding`. A coding that nobody asked for is refused.
    pub(super) fn of(headers: &HeaderMap, asked: Asked) -> Result<Self, TransportError> {
        let mut coding = Self::Identity;
        for word in words(headers) {
            if coding == Self::Identity && is_gzip(&word) {
                coding = Self::Gzip;
            } else if asked == Asked::ByUs {
                return Err(not_asked_for(&word));
            } else {
                return Ok(Self::Identity);
            }
        }
        Ok(coding)
    }
}

/// The codings in the order applied, `identity` left out.
fn words(headers: &HeaderMap) -> impl Iterator<Item = String> {
    let values = headers.get_all(CONTENT_ENCODING).iter();
    values
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .map(|word| String::from_utf8_lossy(word.trim_ascii()).to_ascii_lowercase())
        .filter(|word| !word.is_empty() && word != "identity")
}

/// `x-gzip` is the same, by RFC 9110 section 8.4.1.3.
fn is_gzip(word: &str) -> bool {
    word == "gzip" || word == "x-gzip"
}

fn not_asked_for(word: &str) -> TransportError {
    TransportError::new(
        ErrorKind::Decompress,
        Delivery::Answered,
        format!(
            "the response body has the content coding `{}`, which was not asked for: check any \
             proxy between",
            word.escape_debug()
        ),
    )
}

/// Compressed bytes beyond the cap that are still read: gzip's own overhead on data that does not
/// compress, with room to spare.
fn overhead(cap: usize) -> usize {
    cap / 64 + 1024
}

/// Inflates what is written to it, several gzip members in a row too.
pub(super) struct Inflate<'a> {
    decoder: MultiGzDecoder<Capped>,
    /// A stream of empty members grows nothing, so what comes in has a bound too.
    left_in: usize,
    started: bool,
    cap: usize,
    place: &'a str,
}

impl<'a> Inflate<'a> {
    pub(super) fn new(cap: usize, place: &'a str) -> Self {
        Self {
            decoder: MultiGzDecoder::new(Capped {
                bytes: Vec::new(),
                cap,
                over: false,
            }),
            left_in: cap.saturating_add(overhead(cap)),
            started: false,
            cap,
            place,
        }
    }

    pub(super) fn write(&mut self, piece: &[u8]) -> Result<(), TransportError> {
        self.started = true;
        self.left_in = self
            .left_in
            .checked_sub(piece.len())
            .ok_or_else(|| too_large(self.place, self.cap))?;
        let written = self.decoder.write_all(piece);
        written.map_err(|cause| self.fault(cause))
    }

    /// What came out, if the last member was complete. No bytes at all are an empty body: answers
    /// without one (204, 304, to HEAD) may still name a coding.
    pub(super) fn finish(mut self) -> Result<Bytes, TransportError> {
        if !self.started {
            return Ok(Bytes::new());
        }
        if let Err(cause) = self.decoder.try_finish() {
            return Err(self.fault(cause));
        }
        let out = std::mem::take(&mut self.decoder.get_mut().bytes);
        Ok(out.into())
    }

    fn fault(&self, cause: io::Error) -> TransportError {
        if self.decoder.get_ref().over {
            return too_large(self.place, self.cap);
        }
        TransportError::new(
            ErrorKind::Decompress,
            Delivery::Answered,
            format!(
                "the gzip body from `{}` is damaged or cut short: ask again, or with \
                 `accept-encoding: identity`",
                self.place
            ),
        )
        .with_source(cause)
    }
}

/// A buffer that refuses to grow over the cap.
#[derive(Debug)]
struct Capped {
    bytes: Vec<u8>,
    cap: usize,
    over: bool,
}

impl Write for Capped {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if piece.len() > self.cap - self.bytes.len() {
            self.over = true;
            return Err(io::Error::other("over the cap"));
        }
        self.bytes.extend_from_slice(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
