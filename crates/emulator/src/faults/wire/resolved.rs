//! A script with the true answer put in, ready to be written.

use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Wire, WireStep};
use crate::faults::times::Times;

/// What is written to a socket.
#[derive(Debug, Clone, Default)]
pub(crate) struct Script(pub(crate) Vec<ScriptStep>);

#[derive(Debug, Clone)]
pub(crate) enum ScriptStep {
    Write(Bytes),
    Repeat {
        bytes: Bytes,
        /// `None`: for ever.
        times: Option<u32>,
        pause: Duration,
    },
    Pause(Duration),
    Hang,
    Reset,
}

/// Where a connection looks for a script once its request was answered.
#[derive(Debug, Clone, Default)]
pub(crate) struct ScriptSlot(Arc<Mutex<Option<Script>>>);

impl ScriptSlot {
    pub(crate) fn put(&self, script: Script) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(script);
    }

    pub(crate) fn take(&self) -> Option<Script> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Wire {
    /// The script for a request whose true answer has this body.
    pub(crate) fn resolve(&self, body: &Bytes) -> Script {
        let gzip = gzip(body);
        let half = body.len() / 2;
        let step = |step: &WireStep| match step {
            WireStep::Send(payload) => ScriptStep::Write(filled(&payload.0, body, &gzip)),
            WireStep::Repeat {
                bytes,
                times,
                pause,
            } => ScriptStep::Repeat {
                bytes: bytes.0.clone().into(),
                times: match times.0 {
                    Times::Count(times) => Some(times.get()),
                    Times::Forever => None,
                },
                pause: *pause,
            },
            WireStep::Body => ScriptStep::Write(body.clone()),
            WireStep::FirstHalf => ScriptStep::Write(body.slice(..half)),
            WireStep::SecondHalf => ScriptStep::Write(body.slice(half..)),
            WireStep::Gzip => ScriptStep::Write(gzip.clone()),
            WireStep::Pause(length) => ScriptStep::Pause(*length),
            WireStep::Hang => ScriptStep::Hang,
            WireStep::Reset => ScriptStep::Reset,
        };
        Script(self.0.iter().map(step).collect())
    }
}

fn filled(bytes: &[u8], body: &Bytes, gzip: &Bytes) -> Bytes {
    match str::from_utf8(bytes) {
        Ok(text) if text.contains('{') => text
            .replace("{length}", &body.len().to_string())
            .replace("{gzipLength}", &gzip.len().to_string())
            .into_bytes()
            .into(),
        _ => bytes.to_vec().into(),
    }
}

fn gzip(body: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default().into()
}
