//! Answers that are written to the socket byte for byte, for what no HTTP server can be brought to
//! send.

mod named;
mod resolved;

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::times::Times;
use crate::script::seconds;

pub(crate) use resolved::{Script, ScriptSlot, ScriptStep};

/// A script of what is written to the socket in place of an answer. After its last step the
/// connection is closed in order.
///
/// In memory there is no socket, and the connection breaks off instead.
///
/// ```
/// use work_requests_emulator::{Wire, WireStep};
///
/// let too_short = Wire::new([
///     WireStep::send("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n"),
///     WireStep::Body,
/// ]);
/// assert!(Wire::named("length-too-large").is_some_and(|wire| wire != too_short));
/// ```
///
/// As JSON it is the name of a ready one ([`Wire::names`] lists them) or a list of steps:
///
/// ```json
/// [{"send": "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n"}, "firstHalf", {"pause": 0.5},
///  {"repeat": {"bytes": {"base64": "AAA="}, "times": 3}}, "reset"]
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Wire(Vec<WireStep>);

/// A step of a [`Wire`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum WireStep {
    /// Sends these bytes. In text, `{length}` stands for the length of the true answer's body, and
    /// `{gzipLength}` for that of its compressed form.
    Send(Payload),
    /// Sends these bytes again and again.
    Repeat {
        /// The bytes.
        bytes: Payload,
        /// How often: a number, or the word `forever`.
        times: Repeats,
        /// The wait after each time; in JSON seconds, none unless given.
        #[serde(with = "seconds", default, skip_serializing_if = "Duration::is_zero")]
        pause: Duration,
    },
    /// Sends the body of the true answer.
    Body,
    /// Sends the first half of it.
    FirstHalf,
    /// Sends the other half of it.
    SecondHalf,
    /// Sends the body of the true answer, compressed with gzip.
    Gzip,
    /// Waits this long; in JSON seconds, fractions allowed.
    Pause(#[serde(with = "seconds")] Duration),
    /// Stays open and silent until the peer goes.
    Hang,
    /// Ends in a reset in place of an orderly close.
    Reset,
}

/// How often something is sent; as JSON a number from 1, or the word `forever`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Repeats(pub(super) Times);

/// Bytes; as JSON a text, or `{"base64": "…"}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Payload(pub(super) Vec<u8>);

impl Wire {
    /// Steps in this order.
    pub fn new(steps: impl IntoIterator<Item = WireStep>) -> Self {
        Self(steps.into_iter().collect())
    }

    /// One that is ready, by its name; `None` if there is none of this name.
    pub fn named(name: &str) -> Option<Self> {
        named::find(name)
    }

    /// The names of those that are ready, each with what it does in a few words.
    pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
        named::all()
    }
}

impl WireStep {
    /// Sends these bytes.
    pub fn send(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Send(Payload(bytes.into()))
    }

    /// Sends these bytes so often, at least once.
    pub fn repeat(bytes: impl Into<Vec<u8>>, times: u32) -> Self {
        let times = std::num::NonZeroU32::new(times).unwrap_or(std::num::NonZeroU32::MIN);
        Self::Repeat {
            bytes: Payload(bytes.into()),
            times: Repeats(Times::Count(times)),
            pause: Duration::ZERO,
        }
    }

    /// Sends these bytes until the peer goes.
    pub fn repeat_forever(bytes: impl Into<Vec<u8>>) -> Self {
        Self::drip(bytes, Duration::ZERO)
    }

    /// Sends these bytes until the peer goes, and waits so long each time.
    pub fn drip(bytes: impl Into<Vec<u8>>, pause: Duration) -> Self {
        Self::Repeat {
            bytes: Payload(bytes.into()),
            times: Repeats(Times::Forever),
            pause,
        }
    }
}

impl<'de> Deserialize<'de> for Wire {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Name(String),
            Steps(Vec<WireStep>),
        }
        match Form::deserialize(from)? {
            Form::Steps(steps) => Ok(Self(steps)),
            Form::Name(name) => Self::named(&name).ok_or_else(|| {
                let names: Vec<_> = Self::names().map(|(name, _)| name).collect();
                D::Error::custom(format!(
                    "no wire is named so; there are {}",
                    names.join(", ")
                ))
            }),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum PayloadForm {
    Text(String),
    Base64 { base64: String },
}

impl Serialize for Payload {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let form = match str::from_utf8(&self.0) {
            Ok(text) => PayloadForm::Text(text.to_owned()),
            Err(_) => PayloadForm::Base64 {
                base64: BASE64.encode(&self.0),
            },
        };
        form.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Payload {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match PayloadForm::deserialize(from)? {
            PayloadForm::Text(text) => Ok(Self(text.into_bytes())),
            PayloadForm::Base64 { base64 } => BASE64
                .decode(base64)
                .map(Self)
                .map_err(|_| D::Error::custom("`base64` is not base64")),
        }
    }
}
