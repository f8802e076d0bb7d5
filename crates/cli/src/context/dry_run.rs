//! Requests that are shown instead of sent.
//!
//! The client makes and signs them as ever; the recorder stands where the network would be, keeps
//! what arrives, and answers nothing. The signature is dropped before anything is shown.

use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response, header};
use http_body_util::Empty;
use serde::Serialize;
use serde_json::{Map, Value};
use tower::Service;
use work_requests_signing::signing_string;
use work_requests_signing::verify::Authorization;

use crate::error::CliError;
use crate::exit::Exit;
use crate::output::palette::HEADING;
use crate::output::{Format, Screen, visible, write};

/// Takes requests in place of the network. Clones share what they took.
#[derive(Debug, Clone, Default)]
pub(super) struct Recorder {
    requests: Arc<Mutex<Vec<Prepared>>>,
}

/// A request as it would leave, without its signature.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Prepared {
    method: String,
    url: String,
    headers: Map<String, Value>,
    signing_string: String,
    key_id: String,
}

#[derive(Serialize)]
struct Document<'a> {
    data: &'a [Prepared],
}

/// What a call ends with; never shown, since the requests are.
#[derive(Debug, thiserror::Error)]
#[error("a dry run sends nothing")]
pub(super) struct NotSent;

impl Recorder {
    pub(super) fn has_requests(&self) -> bool {
        !self.list().is_empty()
    }

    /// Prints what would have been sent.
    pub(super) fn show(&self, screen: Screen) -> Result<Exit, CliError> {
        let requests = self.list();
        match screen.format {
            Format::Table | Format::Html => write(
                &requests
                    .iter()
                    .map(|request| request.text(screen))
                    .collect::<Vec<_>>()
                    .join("\n"),
            )?,
            Format::Json => screen.json(&Document { data: &requests })?,
            Format::Ndjson => requests
                .iter()
                .try_for_each(|request| screen.json(request))?,
        }
        screen.remark("dry run: nothing was sent");
        Ok(Exit::Done)
    }

    fn list(&self) -> Vec<Prepared> {
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Service<Request<Bytes>> for Recorder {
    type Response = Response<Empty<Bytes>>;
    type Error = NotSent;
    type Future = std::future::Ready<Result<Self::Response, NotSent>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), NotSent>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        requests.push(Prepared::of(&request));
        std::future::ready(Err(NotSent))
    }
}

impl Prepared {
    fn of(request: &Request<Bytes>) -> Self {
        let proof = request.headers().get(header::AUTHORIZATION);
        let proof = proof.and_then(|value| Authorization::parse(value).ok());
        let (method, uri, headers) = (request.method(), request.uri(), request.headers());
        Self {
            method: method.to_string(),
            url: uri.to_string(),
            headers: shown_headers(request),
            signing_string: signing_string(method, uri, headers).unwrap_or_default(),
            key_id: proof
                .map(|proof| proof.key_id.to_string())
                .unwrap_or_default(),
        }
    }

    fn text(&self, screen: Screen) -> String {
        let heading = |text| screen.out.paint(HEADING, text);
        let mut text = format!("{} {}\n", heading(&self.method), visible(&self.url));
        for (name, value) in &self.headers {
            text.push_str(&format!(
                "{name}: {}\n",
                visible(value.as_str().unwrap_or_default())
            ));
        }
        text.push_str(&format!("\n{}\n", heading("Signing string:")));
        for line in self.signing_string.lines() {
            text.push_str(&format!("  {}\n", visible(line)));
        }
        text.push_str(&format!(
            "\n{}\n  {}\n",
            heading("Key id:"),
            visible(&self.key_id)
        ));
        text
    }
}

/// All headers but the one that proves.
fn shown_headers(request: &Request<Bytes>) -> Map<String, Value> {
    let shown = request
        .headers()
        .iter()
        .filter(|(name, _)| *name != header::AUTHORIZATION);
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    shown
        .map(|(name, value)| (name.to_string(), Value::String(text(value))))
        .collect()
}
