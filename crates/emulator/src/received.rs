//! What arrived, and what became of it.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::SystemTime;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HOST, PROXY_AUTHORIZATION};
use http::{HeaderMap, Method, Request, StatusCode};
use work_requests_signing::KeyId;

use crate::admission::{Admission, Refusal};
use crate::errors::with_causes;
use crate::peer::Peer;

/// A request as it arrived.
///
/// `Debug` hides the values of `authorization` and of headers that carry tokens.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Received {
    /// Counts from 1 in the order of arrival.
    pub number: u64,
    /// When, by the emulator's clock.
    pub at: SystemTime,
    /// Who sent it; absent for requests in memory.
    pub peer: Option<SocketAddr>,
    /// The verb.
    pub method: Method,
    /// Path and query, exactly as sent.
    pub target: String,
    /// The headers, as sent.
    pub headers: HeaderMap,
    /// The bytes in the body.
    pub body_length: usize,
    /// Whether the signature was good.
    pub verdict: Verdict,
    /// What was answered; `None` until then, and for good when the caller went away before or a
    /// fault broke the answer off before its headers.
    pub status: Option<StatusCode>,
}

/// What the signature of a request proved.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It was good.
    Verified {
        /// In whose name; a token in it is hidden.
        key_id: KeyId,
    },
    /// It needed none, and showed what the service asks for in its place.
    Bearer,
    /// It was not good.
    Refused {
        /// Why, in one line.
        reason: String,
    },
}

impl Received {
    /// The value of a header, unless it is absent or not plain text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The `host` header.
    pub fn host(&self) -> Option<&str> {
        self.header(HOST.as_str())
    }
}

impl Verdict {
    /// Whether the signature, or what stands in its place, was good.
    pub fn is_verified(&self) -> bool {
        self.refusal().is_none()
    }

    /// Why it was not, in one line.
    pub fn refusal(&self) -> Option<&str> {
        match self {
            Self::Verified { .. } | Self::Bearer => None,
            Self::Refused { reason } => Some(reason),
        }
    }

    pub(crate) fn of(outcome: &Result<Admission, Refusal>) -> Self {
        match outcome {
            Ok(Admission::Signed(key_id)) => Self::Verified {
                key_id: key_id.clone(),
            },
            Ok(Admission::Bearer) => Self::Bearer,
            Err(error) => Self::Refused {
                reason: with_causes(error),
            },
        }
    }
}

/// The last requests, the oldest first.
#[derive(Debug)]
pub(crate) struct Journal {
    kept: VecDeque<Received>,
    capacity: usize,
    total: u64,
}

impl Journal {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            kept: VecDeque::new(),
            capacity,
            total: 0,
        }
    }

    /// Notes an arrival; answers its number.
    pub(crate) fn arrived(
        &mut self,
        request: &Request<Bytes>,
        verdict: Verdict,
        at: SystemTime,
    ) -> u64 {
        self.total += 1;
        self.kept
            .push_back(received(self.total, request, verdict, at));
        while self.kept.len() > self.capacity {
            self.kept.pop_front();
        }
        self.total
    }

    /// Notes what was answered.
    pub(crate) fn answered(&mut self, number: u64, status: StatusCode) {
        let index = self
            .kept
            .binary_search_by_key(&number, |received| received.number);
        if let Some(received) = index.ok().and_then(|index| self.kept.get_mut(index)) {
            received.status = Some(status);
        }
    }

    pub(crate) fn list(&self) -> Vec<Received> {
        self.kept.iter().cloned().collect()
    }

    /// How many arrived since the start, also those no longer kept.
    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    pub(crate) fn clear(&mut self) {
        self.kept.clear();
    }
}

fn received(number: u64, request: &Request<Bytes>, verdict: Verdict, at: SystemTime) -> Received {
    let peer = request.extensions().get::<Peer>();
    Received {
        number,
        at,
        peer: peer.map(|peer| peer.0),
        method: request.method().clone(),
        target: request
            .uri()
            .path_and_query()
            .map_or("/", |target| target.as_str())
            .to_owned(),
        headers: hide_secrets(request.headers().clone()),
        body_length: request.body().len(),
        verdict,
        status: None,
    }
}

/// Marks what may hold a signature or token, which keeps it out of `Debug` and of the control API.
fn hide_secrets(mut headers: HeaderMap) -> HeaderMap {
    for (name, value) in &mut headers {
        let secret =
            name == AUTHORIZATION || name == PROXY_AUTHORIZATION || name == "opc-obo-token";
        value.set_sensitive(secret || value.is_sensitive());
    }
    headers
}
