//! What the real service answered, kept in a file without secrets.

mod recorder;
mod replay;
mod scrub;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use recorder::Recorder;
pub use replay::Replay;

/// The version written; a reader refuses others.
const VERSION: u32 = 1;

/// Requests and their answers, as a JSON document that can be read, reviewed and committed.
///
/// Of a request it has method, path and query, and body; never a header. Of an answer it has
/// status, a few headers that the client reads, and the body; a JSON body is kept as JSON, so
/// that spacing and the order of members may differ from what was sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Recording {
    version: u32,
    exchanges: Vec<Exchange>,
}

/// A request and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Exchange {
    method: String,
    /// Path and query.
    target: String,
    #[serde(default, skip_serializing_if = "Body::is_empty")]
    request_body: Body,
    status: u16,
    headers: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Body::is_empty")]
    body: Body,
}

/// A body as JSON where it is JSON, else as text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Body {
    Json(Value),
    Text(String),
}

/// Why a recording cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordingError {
    /// The file cannot be read or written.
    #[error("the recording {} cannot be read or written", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// It is not a recording.
    #[error("{} is not a recording of version {VERSION}; record it again", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and where.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Recording {
    fn new(exchanges: Vec<Exchange>) -> Self {
        Self {
            version: VERSION,
            exchanges,
        }
    }

    /// Reads a recording.
    ///
    /// # Errors
    /// [`RecordingError`] if there is none, or it is damaged.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, RecordingError> {
        let path = path.as_ref();
        let text = fs::read(path).map_err(|source| RecordingError::File {
            path: path.to_owned(),
            source,
        })?;
        let wrong = |source: Box<dyn std::error::Error + Send + Sync>| RecordingError::Format {
            path: path.to_owned(),
            source,
        };
        let recording: Self = serde_json::from_slice(&text).map_err(|error| wrong(error.into()))?;
        match recording.version {
            VERSION => Ok(recording),
            other => Err(wrong(format!("it has version {other}").into())),
        }
    }

    /// Writes it, in place of what is there.
    ///
    /// # Errors
    /// [`RecordingError::File`] if it cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), RecordingError> {
        let path = path.as_ref();
        let text = serde_json::to_string_pretty(self).map_err(io::Error::from);
        let written = text.and_then(|text| fs::write(path, text + "\n"));
        written.map_err(|source| RecordingError::File {
            path: path.to_owned(),
            source,
        })
    }

    /// How many requests it answers.
    pub fn len(&self) -> usize {
        self.exchanges.len()
    }

    /// Whether it answers none.
    pub fn is_empty(&self) -> bool {
        self.exchanges.is_empty()
    }

    /// A transport that answers from it.
    pub fn replay(self) -> Replay {
        Replay::new(self)
    }
}

impl Body {
    fn of(bytes: &[u8]) -> Self {
        match serde_json::from_slice(bytes) {
            Ok(value) => Self::Json(value),
            Err(_) => Self::Text(String::from_utf8_lossy(bytes).into_owned()),
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    fn to_text(&self) -> String {
        match self {
            Self::Json(value) => value.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::Text(String::new())
    }
}
