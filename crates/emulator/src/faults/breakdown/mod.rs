//! Answers that break off below HTTP.

mod body;
mod drip;

use std::time::Duration;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use serde::{Deserialize, Serialize};

use self::body::{BrokenBody, End};
use self::drip::Drip;
use crate::script::seconds;

/// How an answer breaks off.
///
/// On a socket the connection itself is reset, closed or left silent. In memory the service's
/// future or the body ends in [`Broken`], or stays pending, which paused time passes over. An
/// answer that has no body (204, 304) ends in order where only its body is to break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Breakdown {
    /// The connection is reset where the answer should begin.
    ResetBeforeHeaders,
    /// The connection is closed in order where the answer should begin.
    CloseBeforeHeaders,
    /// The connection stays open and silent where the answer should begin.
    HangBeforeHeaders,
    /// The headers and the first half of the body arrive; then the connection is reset.
    ResetInBody,
    /// The headers and the first half of the body arrive; then the connection is closed in order.
    CloseInBody,
    /// The headers arrive, and nothing of the body that they announce.
    HangAfterHeaders,
    /// The headers and the first half of the body arrive; then nothing more.
    HangInBody,
    /// The body comes one byte at a time and never ends: when it is used up, blanks follow.
    Drip {
        /// The time before each byte; in JSON seconds, fractions allowed.
        #[serde(with = "seconds")]
        every: Duration,
    },
}

/// The connection broke off, because a fault ordered it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Broken {
    /// It was reset.
    #[error("the connection was reset, as a fault ordered from the emulator")]
    Reset,
    /// It was closed before the answer was complete.
    #[error("the connection was closed, as a fault ordered from the emulator")]
    Closed,
}

impl Breakdown {
    /// What happens in place of the headers; returns when they are to be sent.
    pub(crate) async fn before_headers(self) -> Result<(), Broken> {
        match self {
            Self::ResetBeforeHeaders => Err(Broken::Reset),
            Self::CloseBeforeHeaders => Err(Broken::Closed),
            Self::HangBeforeHeaders => std::future::pending().await,
            _ => Ok(()),
        }
    }

    /// The answer with its body broken.
    pub(crate) async fn in_body(self, response: Response) -> Response {
        let (mut head, body) = response.into_parts();
        // Every body here is already in memory, so that this cannot fail.
        let whole = axum::body::to_bytes(body, usize::MAX)
            .await
            .unwrap_or_default();
        if whole.is_empty() {
            return Response::from_parts(head, Body::empty());
        }
        let body = match self {
            Self::ResetInBody => half(&whole, End::Fail(Broken::Reset)),
            Self::CloseInBody => half(&whole, End::Fail(Broken::Closed)),
            Self::HangInBody => half(&whole, End::Hang),
            Self::HangAfterHeaders => Body::new(BrokenBody::new(&whole, 0, End::Hang)),
            Self::Drip { every } => {
                head.headers.remove(CONTENT_LENGTH);
                Body::new(Drip::new(whole, every))
            }
            _ => Body::from(whole),
        };
        Response::from_parts(head, body)
    }
}

fn half(whole: &Bytes, end: End) -> Body {
    Body::new(BrokenBody::new(whole, whole.len() / 2, end))
}
