//! hyper's pooled client with nothing around it: the same bytes on the wire, no signature made.

use std::hint::black_box;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Uri};
use http_body_util::{BodyExt as _, Empty};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use work_requests_models::{WorkRequestLogEntry, WorkRequestSummary};

use super::sign::Key;
use super::{Kind, repeat};
use crate::roles::Failure;
use crate::roles::documents::{self, BASE, PAGE};

type Hyper = Client<HttpConnector, Empty<Bytes>>;

/// One client for each runtime: a connection lives on the one that made it.
pub(super) struct Raw {
    lines: [Line; 2],
}

#[derive(Clone)]
struct Line {
    client: Hyper,
    endpoint: Arc<str>,
    headers: HeaderMap,
    key: Key,
}

impl Raw {
    pub(super) fn new(endpoint: &str) -> Result<Self, Failure> {
        let line = || -> Result<Line, Failure> {
            let mut connector = HttpConnector::new();
            connector.set_nodelay(true);
            Ok(Line {
                client: Client::builder(TokioExecutor::new()).build(connector),
                endpoint: endpoint.into(),
                headers: headers()?,
                key: Key::new()?,
            })
        };
        Ok(Self {
            lines: [line()?, line()?],
        })
    }

    pub(super) async fn gets(
        &self,
        threads: usize,
        calls: usize,
        at_once: usize,
        signed: bool,
    ) -> Result<(), Failure> {
        let line = self.lines[threads.min(2) - 1].clone();
        let call = move |number| {
            let line = line.clone();
            async move {
                line.key.sign(usize::from(signed))?;
                let (_, body) = line
                    .get(&format!("{BASE}/{}", documents::id(number)))
                    .await?;
                black_box(body);
                Ok(())
            }
        };
        repeat(calls, at_once, call).await
    }

    /// Page after page, decoded by serde and nothing else.
    pub(super) async fn list(&self, kind: Kind, items: usize) -> Result<(), Failure> {
        let holder = documents::holder(items);
        let first = match kind {
            Kind::Summaries => format!("{BASE}?compartmentId={holder}&limit={PAGE}"),
            Kind::Logs => format!("{BASE}/{holder}/logs?limit={PAGE}"),
        };
        let mut page = first.clone();
        let mut seen = 0;
        loop {
            let (head, body) = self.lines[0].get(&page).await?;
            seen += match kind {
                Kind::Summaries => decoded::<WorkRequestSummary>(&body)?,
                Kind::Logs => decoded::<WorkRequestLogEntry>(&body)?,
            };
            match head.get("opc-next-page") {
                Some(token) => page = format!("{first}&page={}", token.to_str()?),
                None if seen == items => return Ok(()),
                None => return Err(format!("{seen} of {items} items came").into()),
            }
        }
    }
}

fn decoded<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<usize, Failure> {
    let items: Vec<T> = serde_json::from_slice(body)?;
    let count = items.len();
    black_box(items);
    Ok(count)
}

impl Line {
    async fn get(&self, target: &str) -> Result<(HeaderMap, Bytes), Failure> {
        let uri: Uri = format!("{}{target}", self.endpoint).parse()?;
        let mut request = Request::new(Empty::new());
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers.clone();
        let (head, body) = self.client.request(request).await?.into_parts();
        Ok((head.headers, body.collect().await?.to_bytes()))
    }
}

/// As many bytes as the client's own.
fn headers() -> Result<HeaderMap, Failure> {
    let signature = "A".repeat(344);
    let key_id = "k".repeat(190);
    let authorization = format!(
        r#"Signature algorithm="rsa-sha256",headers="date (request-target) host",keyId="{key_id}",signature="{signature}",version="1""#
    );
    let fixed = [
        ("accept", "application/json"),
        ("accept-encoding", "gzip"),
        ("content-type", "application/json"),
        ("user-agent", "Oracle-RustSDK/0.1.0 (linux/x86_64; Rust)"),
        ("opc-client-info", "Oracle-RustSDK/0.1.0"),
        ("opc-client-retries", "true"),
        ("opc-request-id", "0123456789ABCDEF0123456789ABCDEF"),
        ("date", "Thu, 01 Jan 2026 00:00:00 GMT"),
        ("authorization", &authorization),
    ];
    let pairs = fixed
        .into_iter()
        .map(|(name, value)| Ok((HeaderName::from_static(name), HeaderValue::from_str(value)?)));
    pairs.collect()
}
