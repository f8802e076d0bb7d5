//! The `opc-request-id` of an answer.

use std::sync::atomic::{AtomicU64, Ordering};

use http::HeaderValue;

/// The most of a caller's identifier that is sent back, in bytes.
const ECHO_BYTES: usize = 512;

/// Numbers the parts that the service adds, so that runs can be repeated exactly.
#[derive(Debug, Default)]
pub(crate) struct RequestIds(AtomicU64);

impl RequestIds {
    /// `<what the caller sent>/<own part>/<own part>`, as the service answers; a caller who sent
    /// none, or one that is not visible ASCII, gets an own part in its place.
    pub(crate) fn answer(&self, sent: Option<&HeaderValue>) -> HeaderValue {
        let sent = sent
            .and_then(|value| value.to_str().ok())
            .filter(|text| !text.is_empty());
        let first = match sent {
            Some(text) => text.chars().take(ECHO_BYTES).collect(),
            None => self.part(),
        };
        let text = format!("{first}/{}/{}", self.part(), self.part());
        HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static("/"))
    }

    /// 32 upper-case hex digits, as those of the service; the leading ones tell an emulator's.
    fn part(&self) -> String {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        format!("E0E0E0E0E0E0E0E0{number:016X}")
    }
}
