//! A watch as it can be saved, to go on in another process.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::cursor::Cursor;
use super::progress::History;

/// The version written; a reader refuses others.
const VERSION: u32 = 1;

/// How far a watch has come: ids, time limit, cursors and percentages, as a small JSON document.
///
/// It holds no credentials and no settings but the time limit: resume it with a client of the same
/// service ([`ServiceClient::resume`](crate::ServiceClient::resume) where one was named), and set
/// the rest anew. Documents of other versions are refused when read.
///
/// ```
/// # async fn save(client: work_requests::WorkRequestClient) -> Result<(), Box<dyn std::error::Error>> {
/// use futures_util::StreamExt;
/// use work_requests::Checkpoint;
///
/// let mut watch = client.watch(["ocid1.coreservicesworkrequest.oc1.phx.example"]);
/// watch.next().await;
/// let saved = serde_json::to_string(&watch.checkpoint())?;
/// drop(watch);
///
/// let checkpoint: Checkpoint = serde_json::from_str(&saved)?;
/// let resumed = client.resume(checkpoint);
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Checkpoint {
    pub(super) version: Version,
    /// When the time limit passes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) deadline: Option<DateTime<Utc>>,
    pub(super) work_requests: Vec<Saved>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) compartments: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) follow: bool,
}

/// How far one work request was told.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Saved {
    pub(super) id: String,
    #[serde(default)]
    pub(super) logs: Cursor,
    #[serde(default)]
    pub(super) errors: Cursor,
    #[serde(default)]
    pub(super) history: History,
}

impl Checkpoint {
    pub(super) fn new(work_requests: Vec<Saved>) -> Self {
        Self {
            version: Version,
            deadline: None,
            work_requests,
            compartments: Vec::new(),
            follow: false,
        }
    }

    /// One that follows nothing.
    pub(crate) fn empty() -> Self {
        Self::new(Vec::new())
    }

    /// The work requests that are followed.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.work_requests.iter().map(|saved| saved.id.as_str())
    }

    /// The compartments that are watched.
    pub fn compartments(&self) -> impl Iterator<Item = &str> {
        self.compartments.iter().map(String::as_str)
    }

    /// When the time limit passes, if there is one.
    pub fn deadline(&self) -> Option<DateTime<Utc>> {
        self.deadline
    }
}

/// Written as the number; no other is read.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub(super) struct Version;

impl From<Version> for u32 {
    fn from(_: Version) -> Self {
        VERSION
    }
}

impl TryFrom<u32> for Version {
    type Error = String;

    fn try_from(version: u32) -> Result<Self, String> {
        match version {
            VERSION => Ok(Self),
            other => Err(format!(
                "a saved watch of version {other} cannot be read, only of version {VERSION}; start it anew"
            )),
        }
    }
}
