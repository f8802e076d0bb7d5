//! The mock service: hyper, one thread, answers made once.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderValue, Request, Response, header};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use crate::roles::documents::{self, BASE, PAGE};
use crate::roles::{Failure, work};

/// Runs until its stdin closes, which is when the driver ends.
pub(crate) fn run() -> Result<(), Failure> {
    std::thread::spawn(|| {
        work::wait_for_end();
        std::process::exit(0);
    });
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build()?.block_on(listen())
}

async fn listen() -> Result<(), Failure> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let answers = Arc::new(Answers::new());
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let answers = answers.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let response = answers.to(request.uri());
            async move { Ok::<_, Infallible>(response) }
        });
        let connection = hyper::server::conn::http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service);
        tokio::spawn(connection);
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Summaries,
    Logs,
}

struct Answers {
    get: Bytes,
    pages: Mutex<HashMap<(Kind, usize), Bytes>>,
}

impl Answers {
    fn new() -> Self {
        Self {
            get: documents::work_request().to_string().into(),
            pages: Mutex::default(),
        }
    }

    fn to(&self, uri: &http::Uri) -> Response<Full<Bytes>> {
        let rest = uri.path().strip_prefix(BASE).unwrap_or_default();
        match rest.strip_suffix("/logs") {
            Some(id) => self.page(Kind::Logs, id, uri.query()),
            None if rest.is_empty() => {
                let query = uri.query();
                self.page(Kind::Summaries, query.unwrap_or_default(), query)
            }
            None => answer(self.get.clone(), None),
        }
    }

    /// The page token is the number of items that came before.
    fn page(&self, kind: Kind, holder: &str, query: Option<&str>) -> Response<Full<Bytes>> {
        let all = documents::items_of(holder).unwrap_or_default();
        let number = |name| query.and_then(|query| parameter(query, name));
        let before = number("page").unwrap_or(0).min(all);
        let size = number("limit").unwrap_or(PAGE).min(PAGE).min(all - before);
        let next = (before + size < all).then_some(before + size);
        answer(self.body(kind, size), next)
    }

    fn body(&self, kind: Kind, size: usize) -> Bytes {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let made = pages.entry((kind, size)).or_insert_with(|| {
            let item = match kind {
                Kind::Summaries => documents::summary,
                Kind::Logs => documents::log_entry,
            };
            let items: Vec<_> = (0..size).map(item).collect();
            serde_json::Value::from(items).to_string().into()
        });
        made.clone()
    }
}

fn parameter(query: &str, name: &str) -> Option<usize> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|pair| pair.0 == name)?.1.parse().ok()
}

fn answer(body: Bytes, next: Option<usize>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.insert(
        "opc-request-id",
        HeaderValue::from_static("bench/request/id"),
    );
    if let Some(next) = next {
        headers.insert("opc-next-page", HeaderValue::from(next));
    }
    response
}
