//! Exports the spans of calls to a collector, by OTLP over HTTP.
//!
//! The standard variables say where to and how: `OTEL_EXPORTER_OTLP_ENDPOINT` or
//! `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` turn it on. A collector that does not answer costs a warning
//! and a moment at the end, never a result.

use std::fmt;
use std::future::ready;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_http::{HttpClient, HttpError};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;
use tracing_subscriber::Registry;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::Layer;
use work_requests::Env;
use work_requests_transport::{Collect, Transport};

/// What is exported: the spans of calls and attempts, with the remarks made in them.
const SPANS: (&str, LevelFilter) = ("work_requests", LevelFilter::INFO);

/// How long the end of the program waits for the collector.
const PATIENCE: Duration = Duration::from_secs(3);

/// Each wait of an export.
const LIMIT: Duration = Duration::from_secs(2);

/// Exports spans until it is dropped; the last ones leave then.
pub(crate) struct Exporter(SdkTracerProvider);

type Spans = Box<dyn Layer<Registry> + Send + Sync>;

impl Exporter {
    /// The exporter, and what hands it spans; `None` when the environment asks for none.
    pub(super) fn start(env: &Env) -> Option<(Self, Spans)> {
        if !is_wanted(env) {
            return None;
        }
        let exporter = Client::new(env).and_then(|client| {
            let builder = SpanExporter::builder().with_http();
            let builder = builder.with_http_client(client);
            Ok(match names_protocol(env) {
                true => builder.build()?,
                // The standard's default; the library would take JSON.
                false => builder.with_protocol(Protocol::HttpBinary).build()?,
            })
        });
        let exporter = match exporter {
            Ok(exporter) => exporter,
            Err(error) => {
                crate::output::remark(&format!("warning: no spans are exported: {error}\n"));
                return None;
            }
        };
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(resource(env))
            .build();
        let layer = tracing_opentelemetry::layer()
            .with_tracer(provider.tracer("work-requests"))
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false);
        let spans = layer
            .with_filter(Targets::new().with_targets([SPANS]))
            .boxed();
        Some((Self(provider), spans))
    }
}

impl Drop for Exporter {
    fn drop(&mut self) {
        // A failure was told when it came.
        let _ = self.0.shutdown_with_timeout(PATIENCE);
    }
}

fn is_wanted(env: &Env) -> bool {
    let named = [
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
    ];
    let off = env.switch("OTEL_SDK_DISABLED").unwrap_or(false)
        || env.var("OTEL_TRACES_EXPORTER") == Some("none");
    !off && named.iter().any(|name| env.var(name).is_some())
}

fn names_protocol(env: &Env) -> bool {
    let names = [
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
        "OTEL_EXPORTER_OTLP_PROTOCOL",
    ];
    names.iter().any(|name| env.var(name).is_some())
}

fn resource(env: &Env) -> Resource {
    let resource = Resource::builder();
    match env.var("OTEL_SERVICE_NAME") {
        Some(_) => resource.build(),
        None => resource.with_service_name("work-requests").build(),
    }
}

/// Our own transport, for the thread that exports, with an event loop that runs only for it.
struct Client {
    runtime: Runtime,
    transport: Collect<Transport>,
    told: AtomicBool,
}

impl Client {
    fn new(env: &Env) -> Result<Self, HttpError> {
        let env = env.clone();
        let transport = Transport::builder()
            .environment(move |name| env.var(name).map(str::to_owned))
            // Spans hold no secrets, and collectors are often plain http on the same network.
            .allow_plaintext(true)
            .connect_timeout(LIMIT)
            .read_timeout(LIMIT)
            .build()?;
        Ok(Self {
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?,
            transport: Collect::new(transport),
            told: AtomicBool::new(false),
        })
    }

    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let sent = self.transport.clone().oneshot(request);
        let answer = self.runtime.block_on(sent);
        let refused = answer.as_ref().map(|answer| !answer.status().is_success());
        if refused.unwrap_or(true) && !self.told.swap(true, Ordering::Relaxed) {
            match &answer {
                Ok(answer) => {
                    tracing::warn!(status = %answer.status(), "the collector refuses spans")
                }
                Err(error) => tracing::warn!(%error, "spans cannot be exported"),
            }
        }
        Ok(answer?)
    }
}

impl HttpClient for Client {
    /// The exporter's thread waits: it has nothing else to do.
    fn send_bytes<'s, 'f>(
        &'s self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'f>>
    where
        's: 'f,
        Self: 'f,
    {
        Box::pin(ready(self.send(request)))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Client")
    }
}
